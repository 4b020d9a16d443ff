const actions = {
  next: '次へ',
  back: '戻る',
  retry: 'もう一度試す',
  cancel: 'やめる',
  close: '閉じる',
  startOver: '最初からやり直す',
};

/** What phone and kiosk both say. This table sets the keys; the other languages must have the same. */
export const common = {
  language: '言語',
  draft: {
    title: '下書きの翻訳です',
    text: 'この言語の文章は下書きです。母語話者の確認がまだ済んでいません。日本語または英語が正式な文章です。',
  },
  actions,
  /** Where every dead end leads: what to bring, and what can be done there. */
  office:
    '市区町村の窓口へ、カードと本人確認書類をお持ちください。電子証明書も、暗証番号やパスワードも、窓口で新しくできます。',
  whatHappened: '何が起きたか',
  whatNow: '次にすること',
  supportCode: (code: string) => `お問い合わせ番号：${code}`,
  tryAgainIn: (wait: string) => `あと ${wait} お待ちください`,
  offline: {
    title: 'インターネットにつながりません',
    happened: '通信が切れているか、電波が弱いようです。ここまでの操作は失われていません。',
    next: `電波のよい場所で「${actions.retry}」を押してください。`,
  },
  time: {
    today: '今日',
    tomorrow: '明日',
    until: (day: string, end: string) => `${day} ${end} まで`,
    from: (day: string, start: string) => `${day} ${start} から`,
    range: (day: string, start: string, end: string) => `${day} ${start}〜${end}`,
    hours: (count: number) => `${count}時間`,
    minutes: (count: number) => `${count}分`,
    seconds: (count: number) => `${count}秒`,
    left: (duration: string) => `あと ${duration}`,
  },
  pin: {
    entered: (count: number, length: number) => `${length}桁のうち${count}桁を入力しました`,
    erase: '1文字消す',
    clear: 'すべて消す',
    enter: '決定',
  },
  password: {
    entered: (count: number) => `${count}文字入力しました`,
    rules: {
      length: '6〜16文字',
      letter: 'アルファベット（A〜Z）を1つ以上',
      digit: '数字（0〜9）を1つ以上',
    },
    met: '満たしています',
    unmet: 'まだです',
    show: '文字を見る',
    hide: '文字を隠す',
    letters: 'アルファベット',
    digits: '数字',
    letterKey: (letter: string) => `アルファベットの ${letter}`,
    digitKey: (digit: string) => `数字の ${digit}`,
    lookalikes: {
      title: '似ている文字',
      zero: '0 は数字のゼロ、O はアルファベットのオー',
      one: '1 は数字のイチ、I はアルファベットのアイ',
      shape: '数字は角ばった青いキー、アルファベットは角の丸いキーです。',
    },
    advice: {
      repeated: '同じ文字が続いています。当てられやすいので、ほかの組み合わせをおすすめします。',
      sequence: 'ABC や 123 のような並びは当てられやすいです。ほかの組み合わせをおすすめします。',
      common: 'よく使われる言葉が入っています。当てられやすいので、ほかの言葉をおすすめします。',
      year: '生まれた年のような数字は当てられやすいです。ほかの数字をおすすめします。',
    },
  },
  matchCode: {
    title: '照合コード',
    compare: 'スマートフォンとキオスク端末に、同じ4文字が出ていることを確かめてください。',
  },
};
