import type { Advice, CardFailureWords, CardWords } from '../wording.ts';
import { common } from './common.ts';

const again: Advice = {
  title: 'カードの 手続（てつづ）きが とまりました',
  happened: 'カードと つながらなく なりました。パスワードは 前（まえ）と 同（おな）じです。',
  next: 'カードを もういちど おいて、はじめから してください。',
};
const askOffice = 'また だめなときは、市役所（しやくしょ）や 区役所（くやくしょ）で 聞（き）いてください。';

const failures: CardFailureWords = {
  'pin-format': {
    title: '数字（すうじ）を 4つ 入（い）れてください',
    happened:
      '数字（すうじ）が 4つ ありません。カードには まだ おくっていません。のこりの 回数（かいすう）は 同（おな）じです。',
    next: '4つの 数字（すうじ）の 暗証番号（あんしょうばんごう）を 入（い）れてください。カードを もらったときに、あなたが きめた 番号（ばんごう）です。',
  },
  'pin-wrong': {
    title: '4つの 数字（すうじ）が ちがいます',
    happened: '入（い）れた 番号（ばんごう）と、カードの 番号（ばんごう）が ちがいます。',
    next: 'のこりの 回数（かいすう）を 見（み）て、もういちど 入（い）れてください。',
  },
  'pin-last-try': {
    title: 'あと 1回（かい）だけです',
    happened:
      'つぎに まちがえると、4つの 数字（すうじ）の 暗証番号（あんしょうばんごう）が つかえなくなります。まだ カードに おくっていません。',
    next: '正（ただ）しいと わかるときだけ、つづけてください。わからないときは、市役所（しやくしょ）や 区役所（くやくしょ）へ 行（い）ってください。',
  },
  'pin-blocked': {
    title: '4つの 数字（すうじ）の 暗証番号（あんしょうばんごう）が つかえません',
    happened: '3回（かい） つづけて まちがえました。カードは もう 番号（ばんごう）を うけつけません。',
    next: common.office,
  },
  'password-rule': {
    title: 'この パスワードは つかえません',
    happened:
      '6文字（もじ）から 16文字（もじ）です。アルファベットの 大（おお）きい 文字（もじ）と 数字（すうじ）が どちらも いります。',
    next: 'きまりを 見（み）て、もういちど 入（い）れてください。',
  },
  'no-signature-certificate': {
    title: 'カードに 署名（しょめい）の 証明書（しょうめいしょ）が ありません',
    happened: 'この カードには、パスワードを つかう 証明書（しょうめいしょ）が 入（はい）っていません。',
    next: common.office,
  },
  'not-a-my-number-card': {
    title: 'マイナンバーカードでは ないようです',
    happened: 'ほかの カードを 読（よ）みました。',
    next: 'マイナンバーカードだけを おいてください。ほかの カードは はなしてください。',
  },
  'not-supported': {
    title: 'この カードは ここで つかえません',
    happened: 'この カードでは、ここで パスワードを かえられません。',
    next: common.office,
  },
  'link-lost': {
    title: 'カードと つながらなく なりました',
    happened: 'カードの 手続（てつづ）きが、さいごまで できませんでした。',
    next: again.next,
  },
  'card-removed': {
    title: 'カードが はなれました',
    happened: '読（よ）んでいるときに、カードが はなれました。',
    next: 'カードを もういちど おいてください。おわるまで うごかさないでください。',
  },
  'no-card': {
    title: 'カードが ありません',
    happened: '読（よ）む ところに カードが ありません。',
    next: 'カードを ケースから 出（だ）して、読（よ）む ところに おいてください。',
  },
  'reader-lost': {
    title: 'カードを 読（よ）む 機械（きかい）が ありません',
    happened: 'カードを 読（よ）む 機械（きかい）と つながっていません。',
    next: '線（せん）が つながっているか 見（み）て、もういちど してください。',
  },
  'reader-busy': {
    title: 'ほかの アプリが カードを つかっています',
    happened: 'カードを 読（よ）む 機械（きかい）が いそがしいです。',
    next: 'ほかの アプリを とじて、もういちど してください。',
  },
  'bridge-lost': {
    title: 'カードを 読（よ）めません',
    happened: 'カードを 読（よ）む プログラムと つながっていません。',
    next: 'プログラムが うごいているか 見（み）て、もういちど してください。',
  },
  'bridge-refused': {
    title: 'カードを 読（よ）めません',
    happened: 'カードを 読（よ）む プログラムが、この 画面（がめん）を 知（し）りません。',
    next: 'プログラムの リンクを もういちど ひらいてください。',
  },
  'session-lost': again,
  'authorisation-refused': again,
  'card-data': {
    title: 'カードの 中（なか）を 読（よ）めませんでした',
    happened: 'カードの こたえが いつもと ちがいます。',
    next: `カードを もういちど おいてください。${askOffice}`,
  },
  'card-refused': {
    title: 'カードが うけつけませんでした',
    happened: 'カードが とちゅうで ことわりました。パスワードは 前（まえ）と 同（おな）じです。',
    next: `もういちど してください。${askOffice}`,
  },
};

export const card: CardWords = {
  failures,
  certificateExpired: {
    title: 'カードの 証明書（しょうめいしょ）の 期限（きげん）が きれています',
    happened: '証明書（しょうめいしょ）を つかえる 日（ひ）が おわりました。',
    next: common.office,
  },
  matchingNumberWrong: {
    title: 'カードの 表（おもて）の 数字（すうじ）と ちがいます',
    happened:
      '生（う）まれた 日（ひ）、期限（きげん）の 年（とし）、セキュリティコードの どれかが ちがいます。',
    next: 'カードの 表（おもて）を 見（み）て、もういちど 入（い）れてください。',
  },
  matchingNumberBlocked: {
    title: 'カードの 表（おもて）の 数字（すうじ）は もう つかえません',
    happened: 'なんかいも まちがえました。カードは もう 写真（しゃしん）を 見（み）せません。',
    next: common.office,
  },
  triesLeft: (count) => `あと ${count}回（かい） 入（い）れることが できます`,
  triesUnknown: 'あと 何回（なんかい） できるか、わかりませんでした',
  lastTry: 'つぎに まちがえると、つかえなくなります',
};
