import type { CommonWords } from '../wording.ts';

const actions = {
  next: '다음',
  back: '뒤로',
  retry: '다시 시도',
  cancel: '그만두기',
  close: '닫기',
  startOver: '처음부터 다시 하기',
};

export const common: CommonWords = {
  language: '언어',
  draft: {
    title: '번역 초안',
    text: '이 언어의 글은 초안이며, 아직 모국어 사용자가 확인하지 않았습니다. 일본어 또는 영어 글이 기준입니다.',
  },
  actions,
  office:
    '카드와 다른 신분증을 가지고 거주지의 시구정촌(시청·구청 등) 창구로 가 주세요. 전자증명서, 4자리 비밀번호, 영문·숫자 비밀번호를 모두 창구에서 새로 할 수 있습니다.',
  whatHappened: '무슨 일이 있었나요',
  whatNow: '다음에 할 일',
  supportCode: (code) => `문의 번호: ${code}`,
  tryAgainIn: (wait) => `${wait} 기다려 주세요`,
  offline: {
    title: '인터넷에 연결되지 않습니다',
    happened: '연결이 끊겼거나 신호가 약합니다. 지금까지 한 것은 사라지지 않았습니다.',
    next: `신호가 좋은 곳에서 ‘${actions.retry}’를 눌러 주세요.`,
  },
  time: {
    today: '오늘',
    tomorrow: '내일',
    until: (day, end) => `${day} ${end}까지`,
    from: (day, start) => `${day} ${start}부터`,
    range: (day, start, end) => `${day} ${start}~${end}`,
    hours: (count) => `${count}시간`,
    minutes: (count) => `${count}분`,
    seconds: (count) => `${count}초`,
    left: (duration) => `${duration} 남음`,
  },
  pin: {
    entered: (count, length) => `${length}자리 중 ${count}자리 입력됨`,
    erase: '한 글자 지우기',
    clear: '모두 지우기',
    enter: '확인',
  },
  password: {
    entered: (count) => `${count}글자 입력됨`,
    rules: {
      length: '6~16글자',
      letter: '영문(A~Z) 1개 이상',
      digit: '숫자(0~9) 1개 이상',
    },
    met: '충족됨',
    unmet: '아직',
    show: '글자 보기',
    hide: '글자 숨기기',
    letters: '영문',
    digits: '숫자',
    letterKey: (letter) => `영문 ${letter}`,
    digitKey: (digit) => `숫자 ${digit}`,
    lookalikes: {
      title: '비슷한 글자',
      zero: '0은 숫자 영, O는 영문 오',
      one: '1은 숫자 일, I는 영문 아이',
      shape: '숫자는 모서리가 각진 파란 키, 영문은 모서리가 둥근 키입니다.',
    },
    advice: {
      repeated: '같은 글자가 이어집니다. 쉽게 알아낼 수 있으니 다른 조합을 권합니다.',
      sequence: 'ABC나 123 같은 순서는 쉽게 알아낼 수 있습니다. 다른 조합을 권합니다.',
      common: '많은 사람이 쓰는 단어가 들어 있습니다. 쉽게 알아낼 수 있으니 다른 단어를 권합니다.',
      year: '태어난 해 같은 숫자는 쉽게 알아낼 수 있습니다. 다른 숫자를 권합니다.',
    },
  },
  matchCode: {
    title: '대조 코드',
    compare: '스마트폰과 키오스크에 같은 4글자가 나와 있는지 확인해 주세요.',
  },
};
