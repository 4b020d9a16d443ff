import type { StationWords } from '../kiosk-words.ts';

const elsewhere =
  '予約（よやく）は 期限（きげん）まで のこっています。ちかくの ほかの 機械（きかい）を つかってください。';
const notWritten = 'パスワードは 前（まえ）と 同（おな）じです。';

export const station: StationWords = {
  starting: { title: '準備（じゅんび）しています', text: 'すこし まってください。' },
  reader: {
    unpaired: {
      title: 'カードを 読（よ）む ところが まだ つかえません',
      happened: 'この 機械（きかい）は、カードを 読（よ）む ところと まだ つながっていません。',
      next: elsewhere,
    },
    bridge: {
      title: 'カードを 読（よ）む ところと つながりません',
      happened: 'カードを 読（よ）む プログラムが とまっています。自動（じどう）で もういちど します。',
      next: elsewhere,
    },
    reader: {
      title: 'カードを 読（よ）む ところが ありません',
      happened: 'カードを 読（よ）む ところが はずれているか、電気（でんき）が 入（はい）っていません。',
      next: elsewhere,
    },
  },
  outOfService: {
    offline: {
      title: 'いま つながりません',
      happened: 'サービスと つながらないので、いまは できません。自動（じどう）で もういちど します。',
      next: elsewhere,
    },
    closed: {
      title: 'いまは つかえない 時間（じかん）です',
      happened:
        'つかえる 時間（じかん）は 6:30 から 23:00 までです。予約（よやく）は 期限（きげん）まで のこっています。',
      next: 'つかえる 時間（じかん）に、また 来（き）てください。',
    },
    maintenance: {
      title: 'メンテナンスを しています',
      happened: 'サービスを すこし とめています。予約（よやく）は 期限（きげん）まで のこっています。',
      next: 'おわってから、また 来（き）てください。',
    },
    revoked: {
      title: 'この 機械（きかい）は つかえません',
      happened: 'この 機械（きかい）は、サービスの 登録（とうろく）が ありません。',
      next: elsewhere,
    },
  },
  nextOpening: (time) => `つぎに つかえる 時間（じかん）：${time}`,
  kioskTrouble: {
    'another-card': {
      title: 'ちがう カードです',
      happened: 'はじめの カードと ちがう カードです。',
      next: 'はじめの カードで、もういちど してください。',
    },
    storage: {
      title: 'この 機械（きかい）では 書（か）けません',
      happened: `この 機械（きかい）に 記録（きろく）を のこせないので、書（か）きませんでした。${notWritten}`,
      next: elsewhere,
    },
    unsettled: {
      title: '結果（けっか）が わかりませんでした',
      happened: 'カードに 書（か）けたか、わかりませんでした。',
      next: '同（おな）じ カードで、もういちど してください。',
    },
    fault: {
      title: 'この 機械（きかい）に 問題（もんだい）が あります',
      happened: 'あなたの まちがいでは ありません。予約（よやく）は 期限（きげん）まで のこっています。',
      next: 'もういちど して だめなときは、ちかくの ほかの 機械（きかい）を つかってください。',
    },
  },
  enrol: {
    title: 'この 機械（きかい）の 登録（とうろく）',
    text: '管理（かんり）する 人（ひと）の コードを 入（い）れてください。コードは 1回だけ つかえます。',
    code: 'コード',
    send: '登録（とうろく）する',
    pendingTitle: '管理（かんり）する 人（ひと）の 確認（かくにん）を まっています',
    pendingText:
      '下（した）の 文字（もじ）と、管理（かんり）する 人（ひと）の 画面（がめん）の 文字（もじ）が 同（おな）じか 見（み）て、確認（かくにん）してもらってください。',
    thumbprint: 'この 機械（きかい）の しるし',
  },
  selfTest: {
    open: '機械（きかい）の 点検（てんけん）（お店（みせ）の 人（ひと））',
    title: '機械（きかい）の 点検（てんけん）',
    reader: 'カードを 読（よ）む ところ',
    network: 'サービスとの つながり',
    clock: '時計（とけい）の ちがい',
    key: '機械（きかい）の かぎ',
    outbox: 'まだ おくっていない 記録（きろく）',
    good: 'いい',
    bad: 'だめ',
    readerStates: {
      unknown: 'たしかめています',
      unpaired: 'まだ 設定（せってい）していません',
      'bridge-lost': 'プログラムと つながりません',
      'bridge-refused': 'プログラムが ことわりました',
      'reader-lost': '読（よ）む ところが ありません',
      empty: 'カードなし',
      present: 'カードあり',
    },
    online: 'つながっています',
    offline: 'つながりません',
    unasked: 'まだ たしかめていません',
    skew: (seconds) => `${seconds}秒`,
    waiting: (count) => `${count}こ`,
    again: 'もういちど たしかめる',
    sound: '音（おと）を ならす',
  },
};
