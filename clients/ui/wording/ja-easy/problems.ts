import type { Advice, ProblemWords } from '../wording.ts';
import { common } from './common.ts';

const restart: Advice = {
  title: 'はじめから してください',
  happened:
    '時間（じかん）が すぎたか、アプリが 古（ふる）いです。つづけることが できません。カードの 回数（かいすう）は 同（おな）じです。',
  next: `「${common.actions.startOver}」を おしてください。また だめなときは、すこし まってから、もういちど してください。`,
};
const ours: Advice = {
  title: 'サービスに 問題（もんだい）が あります',
  happened: 'あなたの まちがいでは ありません。のこりの 回数（かいすう）は 同（おな）じです。',
  next: '5分（ふん）くらい まって、もういちど してください。',
};
const notInService: Advice = {
  title: 'この 機械（きかい）は つかえません',
  happened: 'この 機械（きかい）は、いま このサービスに 登録（とうろく）していません。',
  next: 'ちかくの ほかの 機械（きかい）を つかってください。予約（よやく）は のこっています。',
};
const noCardNeeded = 'カードは もう 読（よ）まなくて いいです。';

/** Every problem the service answers with. */
export const problems: ProblemWords = {
  'phone-closed': {
    title: 'いまは おやすみです',
    happened: 'メンテナンスを しています。いまは 予約（よやく）が できません。',
    next: 'おわってから、もういちど してください。',
  },
  'kiosk-closed': {
    title: 'いまは つかえない 時間（じかん）です',
    happened:
      'つかえる 時間（じかん）は 6:30 から 23:00 までです。メンテナンスの ときは つかえません。予約（よやく）は のこっています。',
    next: 'つかえる 時間（じかん）に、また 来（き）てください。',
  },
  'face-unusable': {
    title: '写真（しゃしん）が よく とれませんでした',
    happened: '顔（かお）が よく 見（み）えませんでした。のこりの 回数（かいすう）は 同（おな）じです。',
    next: `下（した）の 説明（せつめい）を 見（み）て、もういちど とってください。${noCardNeeded}`,
  },
  'face-not-live': {
    title: '顔（かお）の うごきが わかりませんでした',
    happened: '画面（がめん）の とおりに うごきませんでした。',
    next: `ひとりで、矢印（やじるし）の とおりに、ゆっくり 顔（かお）を うごかしてください。${noCardNeeded}`,
  },
  'face-no-match': {
    title: 'カードの 写真（しゃしん）と ちがうようです',
    happened:
      'いまの 顔（かお）と カードの 写真（しゃしん）が、同（おな）じ 人（ひと）か わかりませんでした。',
    next: `めがね、マスク、ぼうしを とってください。明（あか）るい ところで、もういちど してください。${noCardNeeded}`,
  },
  'face-attempts-paused': {
    title: 'すこし まってください',
    happened: 'なんかいも 顔（かお）を 確認（かくにん）できませんでした。すこし 休（やす）みます。',
    next: '時間（じかん）が すぎたら、もういちど してください。いそぐときは、市役所（しやくしょ）や 区役所（くやくしょ）へ 行（い）ってください。',
  },
  'face-attempts-exhausted': {
    title: 'この カードでは、もう 顔（かお）を 確認（かくにん）できません',
    happened: '顔（かお）の 確認（かくにん）を、きまった 回数（かいすう）まで しました。',
    next: common.office,
  },
  'no-reservation': {
    title: 'この カードの 予約（よやく）が ありません',
    happened: 'この カードで、まだ 予約（よやく）を していません。',
    next: 'スマートフォンで 予約（よやく）してください。いつでも できます。無料（むりょう）です。24時間（じかん）の うちに、機械（きかい）へ 来（き）てください。',
  },
  'reservation-expired': {
    title: '予約（よやく）の 時間（じかん）が おわりました',
    happened: '予約（よやく）してから 24時間（じかん）が すぎました。',
    next: 'スマートフォンで、もういちど 予約（よやく）してください。お金（かね）は いりません。',
  },
  'reservation-ended': {
    title: 'この 予約（よやく）は おわっています',
    happened: 'もう つかった 予約（よやく）か、やめた 予約（よやく）です。',
    next: 'つかいたいときは、スマートフォンで 新（あたら）しく 予約（よやく）してください。',
  },
  'reservation-in-use': {
    title: 'この 予約（よやく）は いま つかっています',
    happened: 'ある 機械（きかい）で、この カードの 手続（てつづ）きを しています。',
    next: 'その 機械（きかい）で おわらせてください。または、5分（ふん）くらい まって、もういちど してください。',
  },
  'card-not-accepted': {
    title: 'この カードを 確認（かくにん）できませんでした',
    happened: 'カードの 情報（じょうほう）が 正（ただ）しいか、わかりませんでした。',
    next: 'カードを うごかさないで、もういちど してください。また だめなときは、市役所（しやくしょ）や 区役所（くやくしょ）で 聞（き）いてください。',
  },
  'certificate-expired': {
    title: 'カードの 証明書（しょうめいしょ）の 期限（きげん）が きれています',
    happened: '証明書（しょうめいしょ）を つかえる 日（ひ）が おわりました。',
    next: common.office,
  },
  'certificate-revoked': {
    title: 'カードの 証明書（しょうめいしょ）が つかえません',
    happened:
      '引（ひ）っこしを したり、名前（なまえ）が かわったりすると、証明書（しょうめいしょ）は つかえなくなります。',
    next: common.office,
  },
  'photo-unusable': {
    title: 'カードの 写真（しゃしん）が つかえません',
    happened: 'カードの 中（なか）の 写真（しゃしん）で、顔（かお）が わかりませんでした。',
    next: common.office,
  },
  'kiosk-unknown': notInService,
  'kiosk-pending': {
    title: 'この 機械（きかい）は 準備（じゅんび）しています',
    happened: '管理（かんり）する 人（ひと）の 確認（かくにん）が、まだ おわっていません。',
    next: 'ちかくの ほかの 機械（きかい）を つかってください。',
  },
  'kiosk-revoked': notInService,
  'enrolment-refused': {
    title: 'この 機械（きかい）を 登録（とうろく）できませんでした',
    happened: '登録（とうろく）の コードが ちがうか、古（ふる）いです。',
    next: '管理（かんり）する 人（ひと）に、新（あたら）しい コードを もらってください。',
  },
  'claim-lapsed': {
    title: '時間（じかん）が すぎました',
    happened: '時間（じかん）が かかったので、いちど とめました。予約（よやく）は のこっています。',
    next: 'はじめから、もういちど してください。',
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
    title: '説明（せつめい）が 新（あたら）しく なりました',
    happened: '「はい」と 言（い）ってもらった 文（ぶん）が かわりました。もういちど 読（よ）んでください。',
    next: 'はじめの 画面（がめん）で、新（あたら）しい 説明（せつめい）を 読（よ）んでください。',
  },
  'revocation-unavailable': {
    title: 'カードが つかえるか、いま わかりません',
    happened:
      '証明書（しょうめいしょ）を しらべる ところが、いま うごいていません。のこりの 回数（かいすう）は 同（おな）じです。',
    next: '5分（ふん）くらい まって、もういちど してください。',
  },
  'matcher-unavailable': ours,
  conflict: ours,
  'rate-limited': {
    title: 'いま こんでいます',
    happened: 'みじかい 時間（じかん）に、たくさんの 操作（そうさ）が ありました。',
    next: 'すこし まって、もういちど してください。',
  },
  internal: ours,
};
