import type { Advice, CardFailureWords, CardWords } from '../wording.ts';
import { common } from './common.ts';

const again: Advice = {
  title: '카드 처리가 중단되었습니다',
  happened: '카드와의 안전한 통신이 끊겼습니다. 비밀번호는 바뀌지 않았습니다.',
  next: '카드를 다시 올려놓고 한 번 더 시도해 주세요.',
};
const askOffice = '계속되면 시구정촌(시청·구청 등) 창구에 문의해 주세요.';

const failures: CardFailureWords = {
  'pin-format': {
    title: '숫자 4자리를 입력해 주세요',
    happened: '숫자 4자리가 아니어서 카드에 보내지 않았습니다. 남은 횟수는 줄지 않았습니다.',
    next: '카드를 받을 때 정한 숫자 4자리 비밀번호를 입력해 주세요.',
  },
  'pin-wrong': {
    title: '4자리 비밀번호가 다릅니다',
    happened: '입력한 번호가 카드의 번호와 일치하지 않습니다.',
    next: '남은 횟수를 확인하고 다시 입력해 주세요.',
  },
  'pin-last-try': {
    title: '한 번 남았습니다',
    happened: '한 번 더 틀리면 4자리 비밀번호가 잠깁니다. 아직 카드에 보내지 않았습니다.',
    next: '확실할 때만 계속해 주세요. 자신이 없으면 시구정촌(시청·구청 등) 창구에서 확인할 수 있습니다.',
  },
  'pin-blocked': {
    title: '4자리 비밀번호가 잠겨 있습니다',
    happened: '연속으로 3번 틀려서 카드가 4자리 비밀번호를 받지 않습니다.',
    next: common.office,
  },
  'password-rule': {
    title: '이 비밀번호는 쓸 수 없습니다',
    happened: '6~16글자이며 영문 대문자와 숫자가 모두 필요합니다.',
    next: '조건을 확인하고 다시 입력해 주세요.',
  },
  'no-signature-certificate': {
    title: '서명용 전자증명서가 없습니다',
    happened: '이 카드에는 비밀번호를 정할 전자증명서가 없습니다.',
    next: common.office,
  },
  'not-a-my-number-card': {
    title: '마이넘버 카드가 아닌 것 같습니다',
    happened: '다른 카드가 읽혔습니다.',
    next: '다른 카드는 치우고 마이넘버 카드만 올려놓아 주세요.',
  },
  'not-supported': {
    title: '이 카드는 여기서 쓸 수 없습니다',
    happened: '이 카드는 이 서비스의 비밀번호 재설정을 지원하지 않습니다.',
    next: common.office,
  },
  'link-lost': {
    title: '카드와의 통신이 끊겼습니다',
    happened: '카드와의 통신이 끝까지 이루어지지 않았습니다.',
    next: again.next,
  },
  'card-removed': {
    title: '카드가 떨어졌습니다',
    happened: '읽는 도중에 카드가 떨어졌습니다.',
    next: '카드를 다시 올려놓고, 끝날 때까지 움직이지 마세요.',
  },
  'no-card': {
    title: '카드가 없습니다',
    happened: '읽는 자리에 카드가 없습니다.',
    next: '카드를 케이스에서 꺼내 읽는 자리에 올려놓아 주세요.',
  },
  'reader-lost': {
    title: '카드 리더를 찾을 수 없습니다',
    happened: '카드 리더와의 연결이 끊겼습니다.',
    next: '연결을 확인하고 다시 시도해 주세요.',
  },
  'reader-busy': {
    title: '카드 리더가 사용 중입니다',
    happened: '다른 앱이 카드를 쓰고 있습니다.',
    next: '다른 앱을 닫고 다시 시도해 주세요.',
  },
  'bridge-lost': {
    title: '카드 읽기 기능에 연결되지 않습니다',
    happened: '카드를 읽는 프로그램과의 연결이 끊겼습니다.',
    next: '프로그램이 실행 중인지 확인하고 다시 시도해 주세요.',
  },
  'bridge-refused': {
    title: '카드 읽기가 거부되었습니다',
    happened: '이 화면은 카드를 읽는 프로그램과 연결 등록이 되어 있지 않습니다.',
    next: '프로그램에 표시된 링크를 다시 열어 주세요.',
  },
  'session-lost': again,
  'authorisation-refused': again,
  'card-data': {
    title: '카드 내용을 읽지 못했습니다',
    happened: '카드의 응답이 예상과 달랐습니다.',
    next: `카드를 다시 올려놓고 한 번 더 시도해 주세요. ${askOffice}`,
  },
  'card-refused': {
    title: '카드가 처리를 받아들이지 않았습니다',
    happened: '카드가 도중에 거부했습니다. 비밀번호는 바뀌지 않았습니다.',
    next: `다시 시도해 주세요. ${askOffice}`,
  },
};

export const card: CardWords = {
  failures,
  certificateExpired: {
    title: '전자증명서의 유효기간이 지났습니다',
    happened: '4자리 비밀번호와 함께 쓰는 전자증명서의 기한이 지났습니다.',
    next: common.office,
  },
  matchingNumberWrong: {
    title: '카드 앞면의 숫자와 일치하지 않습니다',
    happened: '생년월일, 유효기간 연도, 보안 코드 중 하나가 카드와 다릅니다.',
    next: '카드 앞면을 보면서 다시 입력해 주세요.',
  },
  matchingNumberBlocked: {
    title: '카드 앞면의 숫자를 더는 확인할 수 없습니다',
    happened: '여러 번 틀려서 카드가 사진을 여는 숫자를 받지 않습니다.',
    next: common.office,
  },
  triesLeft: (count) => `${count}번 더 입력할 수 있습니다`,
  triesUnknown: '남은 횟수를 카드에서 알 수 없었습니다',
  lastTry: '한 번 더 틀리면 잠깁니다',
};
