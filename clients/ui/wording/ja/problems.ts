import type { Advice, ProblemWords } from '../wording.ts';
import { common } from './common.ts';

const restart: Advice = {
  title: '最初からやり直してください',
  happened: '時間がたったか、アプリが古いため、手続きを続けられませんでした。カードの回数は減っていません。',
  next: `「${common.actions.startOver}」を押してください。続くときは、しばらくたってからお試しください。`,
};
const ours: Advice = {
  title: 'こちらの不具合で進めません',
  happened: 'サービス側で問題が起きました。あなたの操作の間違いではありません。回数は減っていません。',
  next: '数分たってから、もう一度お試しください。',
};
const notInService: Advice = {
  title: 'この端末は利用できません',
  happened: 'このキオスク端末は、現在このサービスに登録されていません。',
  next: 'お近くの別のキオスク端末をご利用ください。予約はそのまま残っています。',
};

/** Every problem the service answers with. */
export const problems: ProblemWords = {
  'phone-closed': {
    title: 'ただいまメンテナンス中です',
    happened: '予約の受付を止めています。',
    next: 'メンテナンスが終わってから、もう一度お試しください。',
  },
  'kiosk-closed': {
    title: 'キオスク端末の利用時間外です',
    happened: '利用できるのは 6:30〜23:00 です（メンテナンス中を除く）。予約はそのまま残っています。',
    next: '利用できる時間に、もう一度お越しください。',
  },
  'face-unusable': {
    title: '写真がうまく撮れませんでした',
    happened: '顔がはっきり写っていませんでした。回数は減っていません。',
    next: '下の案内を見て、もう一度撮ってください。カードの読み取りは不要です。',
  },
  'face-not-live': {
    title: '顔の動きを確認できませんでした',
    happened: '画面の順番どおりの動きが確認できませんでした。',
    next: '矢印のとおりに、ゆっくり、お一人で顔を動かしてください。カードの読み取りは不要です。',
  },
  'face-no-match': {
    title: 'カードの顔写真と一致しませんでした',
    happened: 'いまの顔と、カードの顔写真が同じ人だと確認できませんでした。',
    next: '眼鏡・マスク・帽子を外し、明るい場所で、もう一度お試しください。カードの読み取りは不要です。',
  },
  'face-attempts-paused': {
    title: 'しばらくお待ちください',
    happened: '続けて確認できなかったため、少しの間お休みします。',
    next: '時間が過ぎたら、もう一度お試しください。お急ぎのときは市区町村の窓口でも設定できます。',
  },
  'face-attempts-exhausted': {
    title: 'このカードでは、顔の確認がもうできません',
    happened: '確認できない回数が上限に達しました。',
    next: common.office,
  },
  'no-reservation': {
    title: 'このカードの予約がありません',
    happened: 'このカードでは、まだ予約がされていません。',
    next: 'スマートフォンで予約してください（24時間受付・無料）。予約から24時間以内に、キオスク端末へお越しください。',
  },
  'reservation-expired': {
    title: '予約の期限が切れました',
    happened: '予約から24時間が過ぎました。',
    next: 'スマートフォンでもう一度予約してください（無料）。',
  },
  'reservation-ended': {
    title: 'この予約は終わっています',
    happened: 'すでに使われたか、取り消された予約です。',
    next: '必要なときは、スマートフォンで新しく予約してください。',
  },
  'reservation-in-use': {
    title: 'この予約は、いま手続き中です',
    happened: 'キオスク端末で、このカードの手続きが進んでいます。',
    next: 'その端末で手続きを終えるか、5分ほど待ってから、もう一度お試しください。',
  },
  'card-not-accepted': {
    title: 'このカードを確認できませんでした',
    happened: 'カードの情報を正しく確かめられませんでした。',
    next: 'カードを動かさずに、もう一度お試しください。続くときは市区町村の窓口へご相談ください。',
  },
  'certificate-expired': {
    title: '電子証明書の有効期限が切れています',
    happened: 'カードの電子証明書の期限が過ぎています。',
    next: common.office,
  },
  'certificate-revoked': {
    title: '電子証明書が使えなくなっています',
    happened: '引っ越しや氏名の変更などで、電子証明書が失効しています。',
    next: common.office,
  },
  'photo-unusable': {
    title: 'カードの顔写真が使えません',
    happened: 'カードの中の顔写真から、顔を確かめられませんでした。',
    next: common.office,
  },
  'kiosk-unknown': notInService,
  'kiosk-pending': {
    title: 'この端末は準備中です',
    happened: '管理者の確認が、まだ終わっていません。',
    next: 'お近くの別のキオスク端末をご利用ください。',
  },
  'kiosk-revoked': notInService,
  'enrolment-refused': {
    title: '端末を登録できませんでした',
    happened: '登録コードが違うか、期限が切れています。',
    next: '管理者に新しい登録コードを発行してもらってください。',
  },
  'claim-lapsed': {
    title: '時間が過ぎました',
    happened: '手続きの時間が過ぎたため、予約をいったん戻しました。予約は失われていません。',
    next: '最初からもう一度お試しください。',
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
    title: '説明の内容が新しくなりました',
    happened: '同意の文章が変わったため、もう一度ご確認が必要です。',
    next: '最初の画面に戻って、新しい説明をお読みください。',
  },
  'revocation-unavailable': {
    title: 'カードの有効性を確認できません',
    happened: '電子証明書が有効かどうかを調べる仕組みが止まっています。回数は減っていません。',
    next: '数分たってから、もう一度お試しください。',
  },
  'matcher-unavailable': ours,
  conflict: ours,
  'rate-limited': {
    title: '混み合っています',
    happened: '短い間にたくさんの操作がありました。',
    next: '少し待ってから、もう一度お試しください。',
  },
  internal: ours,
};
