import type { StationWords } from '../kiosk-words.ts';

const elsewhere = '예약은 기한까지 그대로 있습니다. 가까운 다른 키오스크를 이용해 주세요.';
const notWritten = '비밀번호는 바뀌지 않았습니다.';

export const station: StationWords = {
  starting: { title: '준비하고 있습니다', text: '잠시 기다려 주세요.' },
  reader: {
    unpaired: {
      title: '카드 리더가 설정되지 않았습니다',
      happened: '이 단말기는 아직 카드 리더와 연결되지 않았습니다.',
      next: elsewhere,
    },
    bridge: {
      title: '카드 리더에 연결되지 않습니다',
      happened: '카드를 읽는 프로그램이 멈춘 것 같습니다. 자동으로 다시 연결하고 있습니다.',
      next: elsewhere,
    },
    reader: {
      title: '카드 리더를 찾을 수 없습니다',
      happened: '카드 리더가 빠졌거나 전원이 꺼진 것 같습니다.',
      next: elsewhere,
    },
  },
  outOfService: {
    offline: {
      title: '지금은 통신할 수 없습니다',
      happened: '서비스에 연결되지 않아 지금은 할 수 없습니다. 자동으로 다시 연결하고 있습니다.',
      next: elsewhere,
    },
    closed: {
      title: '이용 시간이 아닙니다',
      happened: '이용 시간은 6:30~23:00입니다. 예약은 기한까지 그대로 있습니다.',
      next: '이용 시간에 다시 와 주세요.',
    },
    maintenance: {
      title: '점검 중입니다',
      happened: '서비스를 잠시 멈추고 있습니다. 예약은 기한까지 그대로 있습니다.',
      next: '점검이 끝난 뒤에 다시 와 주세요.',
    },
    revoked: {
      title: '이 단말기는 이용이 중지되었습니다',
      happened: '이 단말기는 서비스 등록이 취소되었습니다.',
      next: elsewhere,
    },
  },
  nextOpening: (time) => `다음 이용 시간: ${time}`,
  kioskTrouble: {
    'another-card': {
      title: '다른 카드입니다',
      happened: '처음에 올려놓은 카드와 다릅니다.',
      next: '처음의 카드로 다시 시도해 주세요.',
    },
    storage: {
      title: '이 단말기에서는 쓸 수 없습니다',
      happened: `이 단말기에 기록을 남길 수 없어 쓰기를 시작하지 않았습니다. ${notWritten}`,
      next: elsewhere,
    },
    unsettled: {
      title: '결과를 확인하지 못했습니다',
      happened: '쓰기의 결과를 확인하지 못했습니다.',
      next: '같은 카드로 다시 시도해 주세요.',
    },
    fault: {
      title: '이 단말기에 문제가 생겼습니다',
      happened: '고객님의 실수가 아닙니다. 예약은 기한까지 그대로 있습니다.',
      next: '다시 해도 같으면 가까운 다른 키오스크를 이용해 주세요.',
    },
  },
  enrol: {
    title: '단말기 등록',
    text: '관리자가 발급한 등록 코드를 입력해 주세요. 등록 코드는 한 번만 쓸 수 있습니다.',
    code: '등록 코드',
    send: '등록',
    pendingTitle: '관리자의 확인을 기다리고 있습니다',
    pendingText: '이 단말기의 키 지문이 관리자 화면과 같은지 확인하고 승인받아 주세요.',
    thumbprint: '키 지문',
  },
  selfTest: {
    open: '단말기 점검(담당자용)',
    title: '단말기 점검',
    reader: '카드 리더',
    network: '서비스와의 통신',
    clock: '시계 오차',
    key: '단말기 키',
    outbox: '보내지 않은 기록',
    good: '정상',
    bad: '이상',
    readerStates: {
      unknown: '확인하고 있습니다',
      unpaired: '설정되지 않음',
      'bridge-lost': '읽기 프로그램에 연결되지 않음',
      'bridge-refused': '읽기 프로그램이 거부함',
      'reader-lost': '카드 리더 없음',
      empty: '카드 없음',
      present: '카드 있음',
    },
    online: '연결됨',
    offline: '연결되지 않음',
    unasked: '아직 확인하지 않음',
    skew: (seconds) => `${seconds}초`,
    waiting: (count) => `${count}건`,
    again: '다시 확인',
    sound: '소리 내기',
  },
};
