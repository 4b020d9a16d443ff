import type { Advice } from '#clients/ui/wording/wording.ts';

const elsewhere = '予約は期限まで残っています。お近くの別のキオスク端末をご利用ください。';
const notWritten = 'パスワードは変わっていません。';

/** What the kiosk says about itself. This table sets the keys; the other languages must have the same. */
export const station = {
  starting: { title: '準備しています', text: 'しばらくお待ちください。' },
  reader: {
    unpaired: {
      title: 'カードの読み取り部が設定されていません',
      happened: 'この端末は、まだ読み取り部とつながっていません。',
      next: elsewhere,
    },
    bridge: {
      title: 'カードの読み取り部につながりません',
      happened: '読み取り用のプログラムが止まっているようです。自動でつなぎ直しています。',
      next: elsewhere,
    },
    reader: {
      title: 'カードの読み取り部が見つかりません',
      happened: '読み取り部が外れているか、電源が入っていないようです。',
      next: elsewhere,
    },
  } satisfies Record<string, Advice>,
  outOfService: {
    offline: {
      title: 'ただいま通信できません',
      happened: 'サービスにつながらないため、いまは手続きできません。自動でつなぎ直しています。',
      next: elsewhere,
    },
    closed: {
      title: '利用時間外です',
      happened: 'ご利用時間は 6:30〜23:00 です。予約は期限まで残っています。',
      next: 'ご利用時間に、もう一度お越しください。',
    },
    maintenance: {
      title: 'メンテナンス中です',
      happened: 'サービスを一時的に止めています。予約は期限まで残っています。',
      next: 'メンテナンスが終わってから、もう一度お越しください。',
    },
    revoked: {
      title: 'この端末は利用を停止しています',
      happened: 'この端末は、サービスから登録を取り消されています。',
      next: elsewhere,
    },
  } satisfies Record<string, Advice>,
  nextOpening: (time: string) => `次にご利用いただけるのは ${time}`,
  kioskTrouble: {
    'another-card': {
      title: '別のカードです',
      happened: 'はじめに置いたカードと違うカードが置かれています。',
      next: 'はじめに置いたカードで、もう一度お試しください。',
    },
    storage: {
      title: 'この端末では書き込みができません',
      happened: `この端末に手続きの記録を残せないため、書き込みを始めませんでした。${notWritten}`,
      next: elsewhere,
    },
    unsettled: {
      title: '結果を確かめられませんでした',
      happened: '書き込みの結果を確かめられませんでした。',
      next: '同じカードで、もう一度お試しください。',
    },
    fault: {
      title: 'この端末の不具合で進めません',
      happened: 'あなたの操作の間違いではありません。予約は期限まで残っています。',
      next: 'もう一度試しても同じときは、お近くの別のキオスク端末をご利用ください。',
    },
  } satisfies Record<string, Advice>,
  enrol: {
    title: '端末の登録',
    text: '管理者が発行した登録コードを入力してください。登録コードは1回だけ使えます。',
    code: '登録コード',
    send: '登録する',
    pendingTitle: '管理者の確認を待っています',
    pendingText: 'この端末の鍵の指紋が、管理者の画面と同じことを確かめて、承認してもらってください。',
    thumbprint: '鍵の指紋',
  },
  selfTest: {
    open: '端末の点検（係員用）',
    title: '端末の点検',
    reader: '読み取り部',
    network: 'サービスとの通信',
    clock: '時計のずれ',
    key: '端末の鍵',
    outbox: '未送信の記録',
    good: '正常',
    bad: '異常',
    readerStates: {
      unknown: '確かめています',
      unpaired: '設定されていません',
      'bridge-lost': '読み取り用プログラムにつながりません',
      'bridge-refused': '読み取り用プログラムに断られました',
      'reader-lost': '読み取り部がありません',
      empty: 'カードなし',
      present: 'カードあり',
    },
    online: 'つながっています',
    offline: 'つながりません',
    unasked: 'まだ確かめていません',
    skew: (seconds: number) => `${seconds}秒`,
    waiting: (count: number) => `${count}件`,
    again: 'もう一度確かめる',
    sound: '音を鳴らす',
  },
};
