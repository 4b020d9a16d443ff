import type { Advice, ProblemWords } from '../wording.ts';
import { common } from './common.ts';

const restart: Advice = {
  title: '처음부터 다시 해 주세요',
  happened: '시간이 지났거나 앱이 오래되어 계속할 수 없었습니다. 카드의 남은 횟수는 줄지 않았습니다.',
  next: `‘${common.actions.startOver}’를 눌러 주세요. 계속되면 잠시 뒤에 다시 시도해 주세요.`,
};
const ours: Advice = {
  title: '저희 쪽에 문제가 생겼습니다',
  happened: '서비스에 문제가 생겼습니다. 고객님의 실수가 아니며, 횟수는 줄지 않았습니다.',
  next: '몇 분 뒤에 다시 시도해 주세요.',
};
const notInService: Advice = {
  title: '이 단말기는 사용할 수 없습니다',
  happened: '이 키오스크는 현재 이 서비스에 등록되어 있지 않습니다.',
  next: '가까운 다른 키오스크를 이용해 주세요. 예약은 그대로 있습니다.',
};
const noCardNeeded = '카드는 다시 읽지 않아도 됩니다.';

/** Every problem the service answers with. */
export const problems: ProblemWords = {
  'phone-closed': {
    title: '지금은 점검 중입니다',
    happened: '예약 접수를 멈추고 있습니다.',
    next: '점검이 끝난 뒤에 다시 시도해 주세요.',
  },
  'kiosk-closed': {
    title: '지금은 키오스크 이용 시간이 아닙니다',
    happened: '이용 시간은 6:30~23:00입니다(점검 중 제외). 예약은 그대로 있습니다.',
    next: '이용 시간에 다시 와 주세요.',
  },
  'face-unusable': {
    title: '사진이 잘 찍히지 않았습니다',
    happened: '얼굴이 또렷하게 찍히지 않았습니다. 횟수는 줄지 않았습니다.',
    next: `아래 안내를 보고 다시 찍어 주세요. ${noCardNeeded}`,
  },
  'face-not-live': {
    title: '얼굴의 움직임을 확인하지 못했습니다',
    happened: '화면의 순서대로 움직였는지 확인하지 못했습니다.',
    next: `혼자서 화살표대로 천천히 얼굴을 움직여 주세요. ${noCardNeeded}`,
  },
  'face-no-match': {
    title: '카드의 사진과 일치하지 않았습니다',
    happened: '지금 얼굴과 카드 속 사진이 같은 사람인지 확인하지 못했습니다.',
    next: `안경, 마스크, 모자를 벗고 밝은 곳에서 다시 시도해 주세요. ${noCardNeeded}`,
  },
  'face-attempts-paused': {
    title: '잠시 기다려 주세요',
    happened: '여러 번 확인하지 못해서 잠시 쉽니다.',
    next: '시간이 지나면 다시 시도해 주세요. 급하시면 시구정촌(시청·구청 등) 창구에서도 설정할 수 있습니다.',
  },
  'face-attempts-exhausted': {
    title: '이 카드로는 더 이상 얼굴을 확인할 수 없습니다',
    happened: '확인하지 못한 횟수가 한도에 이르렀습니다.',
    next: common.office,
  },
  'no-reservation': {
    title: '이 카드의 예약이 없습니다',
    happened: '이 카드로는 아직 예약하지 않았습니다.',
    next: '스마트폰으로 예약해 주세요(24시간 접수, 무료). 예약 후 24시간 안에 키오스크로 와 주세요.',
  },
  'reservation-expired': {
    title: '예약 기한이 지났습니다',
    happened: '예약한 지 24시간이 지났습니다.',
    next: '스마트폰으로 다시 예약해 주세요(무료).',
  },
  'reservation-ended': {
    title: '이 예약은 끝났습니다',
    happened: '이미 사용했거나 취소한 예약입니다.',
    next: '필요하면 스마트폰으로 새로 예약해 주세요.',
  },
  'reservation-in-use': {
    title: '이 예약은 지금 처리 중입니다',
    happened: '다른 키오스크에서 이 카드를 처리하고 있습니다.',
    next: '그 키오스크에서 마치거나, 5분쯤 기다린 뒤 다시 시도해 주세요.',
  },
  'card-not-accepted': {
    title: '이 카드를 확인하지 못했습니다',
    happened: '카드의 정보를 제대로 확인하지 못했습니다.',
    next: '카드를 움직이지 말고 다시 시도해 주세요. 계속되면 시구정촌(시청·구청 등) 창구에 문의해 주세요.',
  },
  'certificate-expired': {
    title: '전자증명서의 유효기간이 지났습니다',
    happened: '카드의 전자증명서 기한이 지났습니다.',
    next: common.office,
  },
  'certificate-revoked': {
    title: '전자증명서를 더는 쓸 수 없습니다',
    happened: '이사나 이름 변경 등으로 전자증명서의 효력이 없어졌습니다.',
    next: common.office,
  },
  'photo-unusable': {
    title: '카드의 사진을 쓸 수 없습니다',
    happened: '카드 속 사진에서 얼굴을 확인하지 못했습니다.',
    next: common.office,
  },
  'kiosk-unknown': notInService,
  'kiosk-pending': {
    title: '이 키오스크는 준비 중입니다',
    happened: '관리자의 확인이 아직 끝나지 않았습니다.',
    next: '가까운 다른 키오스크를 이용해 주세요.',
  },
  'kiosk-revoked': notInService,
  'enrolment-refused': {
    title: '키오스크를 등록하지 못했습니다',
    happened: '등록 코드가 다르거나 기한이 지났습니다.',
    next: '관리자에게 새 등록 코드를 받아 주세요.',
  },
  'claim-lapsed': {
    title: '시간이 지났습니다',
    happened: '시간이 오래 걸려 예약을 되돌려 놓았습니다. 예약은 사라지지 않았습니다.',
    next: '처음부터 다시 시도해 주세요.',
  },
  'malformed-request': restart,
  'body-too-large': restart,
  'media-type-unsupported': restart,
  'not-found': restart,
  'method-not-allowed': restart,
  'dpop-nonce-required': restart,
  'token-refused': restart,
  'token-used': restart,
  'consent-outdated': {
    title: '설명이 새로 바뀌었습니다',
    happened: '동의하신 글이 바뀌어 다시 확인이 필요합니다.',
    next: '첫 화면으로 돌아가 새 설명을 읽어 주세요.',
  },
  'revocation-unavailable': {
    title: '카드가 유효한지 확인할 수 없습니다',
    happened: '전자증명서를 조회하는 시스템이 응답하지 않습니다. 횟수는 줄지 않았습니다.',
    next: '몇 분 뒤에 다시 시도해 주세요.',
  },
  'matcher-unavailable': ours,
  conflict: ours,
  'rate-limited': {
    title: '지금 붐비고 있습니다',
    happened: '짧은 시간에 너무 많은 조작이 있었습니다.',
    next: '잠시 기다렸다가 다시 시도해 주세요.',
  },
  internal: ours,
};
