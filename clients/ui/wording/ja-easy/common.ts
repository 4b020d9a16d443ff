import type { CommonWords } from '../wording.ts';

const actions = {
  next: 'つぎへ',
  back: 'もどる',
  retry: 'もういちど する',
  cancel: 'やめる',
  close: 'とじる',
  startOver: 'はじめから する',
};

/** やさしい日本語: short sentences, spaces between words, every kanji with its reading except in counters of time. */
export const common: CommonWords = {
  language: 'ことば',
  draft: {
    title: 'まだ 確認（かくにん）していない 文（ぶん）です',
    text: 'この ことばの 文（ぶん）は、まだ 確認（かくにん）が おわっていません。',
  },
  actions,
  office:
    '市役所（しやくしょ）や 区役所（くやくしょ）の 窓口（まどぐち）へ 行（い）ってください。カードと、ほかの 身分証（みぶんしょう）を もって 行（い）ってください。窓口（まどぐち）で、証明書（しょうめいしょ）も、暗証番号（あんしょうばんごう）も、パスワードも 新（あたら）しく できます。',
  whatHappened: 'どうなりましたか',
  whatNow: 'つぎに すること',
  supportCode: (code) => `聞（き）くときの 番号（ばんごう）：${code}`,
  tryAgainIn: (wait) => `あと ${wait} まってください`,
  offline: {
    title: 'インターネットに つながりません',
    happened: '電波（でんぱ）が 弱（よわ）いです。いままで したことは、のこっています。',
    next: `電波（でんぱ）が いい ところで 「${actions.retry}」を おしてください。`,
  },
  time: {
    today: 'きょう',
    tomorrow: 'あした',
    until: (day, end) => `${day} ${end} まで`,
    from: (day, start) => `${day} ${start} から`,
    range: (day, start, end) => `${day} ${start} から ${end} まで`,
    hours: (count) => `${count}時間`,
    minutes: (count) => `${count}分`,
    seconds: (count) => `${count}秒`,
    left: (duration) => `あと ${duration}`,
  },
  pin: {
    entered: (count, length) => `${length}この 数字（すうじ）のうち、${count}こ 入（い）れました`,
    erase: '1つ けす',
    clear: 'ぜんぶ けす',
    enter: 'きめる',
  },
  password: {
    entered: (count) => `${count}文字（もじ） 入（い）れました`,
    rules: {
      length: '6文字（もじ）から 16文字（もじ）',
      letter: 'A〜Zを 1つ いじょう',
      digit: '0〜9を 1つ いじょう',
    },
    met: 'できました',
    unmet: 'まだです',
    show: '見（み）る',
    hide: 'かくす',
    letters: 'アルファベット',
    digits: '数字（すうじ）',
    letterKey: (letter) => `アルファベットの ${letter}`,
    digitKey: (digit) => `数字（すうじ）の ${digit}`,
    lookalikes: {
      title: 'にている 文字（もじ）',
      zero: '0 は 数字（すうじ）の ゼロです。O は アルファベットの オーです。',
      one: '1 は 数字（すうじ）の いちです。I は アルファベットの アイです。',
      shape:
        '数字（すうじ）の キーは 四角（しかく）くて 青（あお）いです。アルファベットの キーは かどが まるいです。',
    },
    advice: {
      repeated:
        '同（おな）じ 文字（もじ）が つづいています。ほかの 人（ひと）が すぐ わかります。かえてください。',
      sequence: 'ABC や 123 は、ほかの 人（ひと）が すぐ わかります。かえてください。',
      common: 'みんなが よく つかう ことばです。ほかの 人（ひと）が すぐ わかります。かえてください。',
      year: '生（う）まれた 年（とし）の 数字（すうじ）は、ほかの 人（ひと）が すぐ わかります。かえてください。',
    },
  },
  matchCode: {
    title: 'たしかめる 文字（もじ）',
    compare:
      'スマートフォンと 機械（きかい）を 見（み）てください。同（おな）じ 4つの 文字（もじ）が 出（で）ていますか。',
  },
};
