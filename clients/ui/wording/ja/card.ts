import type { Advice, CardFailureWords } from '../wording.ts';
import { common } from './common.ts';

const again: Advice = {
  title: 'カードとの手続きが中断しました',
  happened: 'カードとの安全な通信が途切れました。パスワードは変わっていません。',
  next: 'カードを置きなおして、もう一度お試しください。',
};

const failures: CardFailureWords = {
  'pin-format': {
    title: '数字4桁で入力してください',
    happened: '入力の形が違うため、カードには送っていません。残り回数は減っていません。',
    next: 'カードを受け取ったときに決めた、数字4桁の暗証番号を入力してください。',
  },
  'pin-wrong': {
    title: '4桁の暗証番号が違います',
    happened: '入力した番号がカードの番号と一致しませんでした。',
    next: '残り回数を確かめて、もう一度入力してください。',
  },
  'pin-last-try': {
    title: '残り1回です',
    happened: '次に間違えると、4桁の暗証番号がロックされます。まだカードには送っていません。',
    next: '確かなときだけ続けてください。自信がないときは、市区町村の窓口で確認できます。',
  },
  'pin-blocked': {
    title: '4桁の暗証番号がロックされています',
    happened: '続けて3回間違えたため、カードが4桁の暗証番号を受け付けません。',
    next: common.office,
  },
  'password-rule': {
    title: 'このパスワードは使えません',
    happened: '6〜16文字で、アルファベットの大文字と数字の両方が必要です。',
    next: '条件を確かめて、入力し直してください。',
  },
  'no-signature-certificate': {
    title: '署名用電子証明書が入っていません',
    happened: 'このカードには、パスワードを設定する電子証明書がありません。',
    next: common.office,
  },
  'not-a-my-number-card': {
    title: 'マイナンバーカードではないようです',
    happened: '別のカードが読み取られました。',
    next: 'ほかのカードを離して、マイナンバーカードだけを置いてください。',
  },
  'not-supported': {
    title: 'このカードは、この手続きに対応していません',
    happened: 'カードがこのサービスでの再設定に対応していません。',
    next: common.office,
  },
  'link-lost': {
    title: 'カードとの通信が切れました',
    happened: 'カードとのやり取りが、最後まで終わりませんでした。',
    next: again.next,
  },
  'card-removed': {
    title: 'カードが離れました',
    happened: '読み取りの途中でカードが離れました。',
    next: 'カードを置きなおし、終わるまで動かさないでください。',
  },
  'no-card': {
    title: 'カードが見つかりません',
    happened: '読み取り位置にカードがありません。',
    next: 'カードを読み取り位置に置いてください。ケースからは出してください。',
  },
  'reader-lost': {
    title: 'カードリーダーが見つかりません',
    happened: 'カードリーダーとの接続が切れています。',
    next: '接続を確かめて、もう一度お試しください。',
  },
  'reader-busy': {
    title: 'カードリーダーが使用中です',
    happened: 'ほかのアプリがカードを使っています。',
    next: 'ほかのアプリを閉じて、もう一度お試しください。',
  },
  'bridge-lost': {
    title: 'カードの読み取り機能につながりません',
    happened: '読み取り用のプログラムとの接続が切れました。',
    next: '読み取り用のプログラムを確かめて、もう一度お試しください。',
  },
  'bridge-refused': {
    title: 'カードの読み取り機能に断られました',
    happened: '読み取り用のプログラムとのペアリングが一致しません。',
    next: '表示されたリンクを開き直してください。',
  },
  'session-lost': again,
  'authorisation-refused': again,
  'card-data': {
    title: 'カードの内容を読み取れませんでした',
    happened: 'カードの答えが想定と違いました。',
    next: 'カードを置きなおして、もう一度お試しください。続くときは市区町村の窓口へご相談ください。',
  },
  'card-refused': {
    title: 'カードが処理を受け付けませんでした',
    happened: 'カードが手続きの途中で断りました。パスワードは変わっていません。',
    next: 'もう一度お試しください。続くときは市区町村の窓口へご相談ください。',
  },
};

/** What goes wrong between a client and a card, and what the card shows without a PIN. */
export const card = {
  failures,
  certificateExpired: {
    title: '電子証明書の有効期限が切れています',
    happened: 'カードの利用者証明用電子証明書の期限が過ぎています。',
    next: common.office,
  },
  matchingNumberWrong: {
    title: 'カードの表の数字が一致しません',
    happened: '生年月日・有効期限・セキュリティコードのどれかが、カードと違っています。',
    next: 'カードの表を見ながら、もう一度入力してください。',
  },
  matchingNumberBlocked: {
    title: 'カードの表の数字を、もう確かめられません',
    happened: '間違いが続いたため、カードが顔写真を開く数字を受け付けなくなりました。',
    next: common.office,
  },
  triesLeft: (count: number) => `あと${count}回入力できます`,
  triesUnknown: '残り回数は、カードから分かりませんでした',
  lastTry: '次に間違えるとロックされます',
};
