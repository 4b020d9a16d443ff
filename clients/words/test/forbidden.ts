import type { Language } from '../languages.ts';

/** What no text may say. */
interface Forbidden {
  /** Why it is not true, or not said so. */
  why: string;
  /** Entries it is about, by their paths; every entry where there is none. */
  at?: RegExp;
  says: Partial<Record<Language, RegExp>>;
}

/** Entries that tell of faults after which a try may have been charged. */
const CHARGED = /^problems\.(face-unusable|face-not-live|face-no-match|internal|conflict)\./;
const OPENING = /^(problems\.kiosk-closed|station\.outOfService\.closed)\.happened$/;

/** Sentences that were untrue once or that natives stumbled over; a text that says one again fails. */
export const FORBIDDEN: readonly Forbidden[] = [
  {
    why: 'while the card is read or something is sent, there is no button',
    at: /^backRefused$/,
    says: {
      ja: /ボタン/,
      'ja-easy': /ボタン/,
      en: /button/,
      zh: /按钮/,
      ko: /버튼/,
      vi: /nút/,
      pt: /botão/,
    },
  },
  {
    why: 'nobody asked whether the certificate is valid: only its date is known',
    at: /certificate\.valid$/,
    says: {
      ja: /有効です/,
      'ja-easy': /つかえます/,
      en: /\bis valid/,
      zh: /有效。/,
      ko: /유효합니다/,
      vi: /còn hiệu lực/,
      pt: /válido/,
    },
  },
  {
    why: 'what the phone keeps is not what the service knows: a reservation may have been used or replaced',
    says: {
      ja: /予約は有効です/,
      'ja-easy': /予約（よやく）は つかえます/,
      en: /reservation is (still )?valid/,
      zh: /预约有效/,
      ko: /예약은 유효/,
      vi: /[Đđ]ặt chỗ (vẫn )?(có|còn) hiệu lực/,
      pt: /reserva vale\b/,
    },
  },
  {
    why: 'a move or a change of name does not touch the certificate that is checked',
    at: /^problems\.certificate-/,
    says: {
      ja: /引っ越し|氏名/,
      'ja-easy': /引（ひ）っこし/,
      en: /\bmove|name/,
      zh: /搬|姓名/,
      ko: /이사|이름/,
      vi: /chuyển nhà|đổi tên/,
      pt: /mudan|nome/,
    },
  },
  {
    why: 'a try may have been charged',
    at: CHARGED,
    says: {
      ja: /回数/,
      'ja-easy': /回数/,
      en: /\btr(y|ies)\b.*lost|lost a try/,
      zh: /次数/,
      ko: /횟수/,
      vi: /Số lần/,
      pt: /tentativa/,
    },
  },
  {
    why: 'an office sets a new number, it does not tell or check the old one, and the person chooses it',
    says: {
      ja: /窓口で(ご?確認|聞)/,
      'ja-easy': /暗証番号.*役所（やくしょ）で 聞（き）/,
      en: /office can (help|set)|ask at your municipal/,
      zh: /窗口咨询，?确认|政府窗口/,
      ko: /창구에서 확인/,
      vi: /hỏi quầy.*mã PIN/,
      pt: /prefeitura (também )?pode/,
    },
  },
  {
    why: 'a phone is not needed at the kiosk, yet with it the code can be compared',
    says: {
      ja: /スマートフォンは(要|不要)|カードだけ(を持|。)/,
      'ja-easy': /スマートフォンは いりません|カードだけ もって/,
      en: /not need your phone|(with just|[Bb]ring only) your (My Number )?card/,
      zh: /不需要手机|只带/,
      ko: /스마트폰은 필요 없/,
      vi: /Không cần điện thoại|[Cc]hỉ (cần )?mang/,
      pt: /celular não é necessário|só com o cartão|Leve só/,
    },
  },
  {
    why: 'nobody is that quick',
    says: {
      ja: /約?2分・|1分ほど/,
      'ja-easy': /2分（ふん）くらい|1分（ぷん）くらい/,
      en: /about (2|a) minute/,
      zh: /约2分钟，|大约1分钟/,
      ko: /약 2분|1분쯤/,
      vi: /khoảng [12] phút[,.]/,
      pt: /uns 2 minutos|cerca de 1 minuto/,
    },
  },
  {
    why: 'waits grow to a day, and a service that rests sounds closed',
    says: {
      ja: /お休み|少しの間/,
      'ja-easy': /すこし (休（やす）|まちます)/,
      en: /short pause/,
      zh: /暂停一会儿/,
      ko: /잠시 쉽니다/,
      vi: /phải đợi một chút/,
      pt: /pequena pausa/,
    },
  },
  {
    why: 'cards neither know, answer nor refuse; they are things',
    says: {
      ja: /カードだけが知|カードの答え|カードが.*断|カードに確かめ/,
      'ja-easy': /カードに 聞（き）/,
      en: /[Oo]nly the card knows|[Aa]sking your card/,
      zh: /只有卡片知道|向卡片/,
      ko: /카드만 알고|카드에 확인/,
      vi: /[Hh]ỏi thẻ|thẻ mới biết/,
      pt: /perguntar ao cartão|[Ss]ó o cartão sabe/,
    },
  },
  {
    why: 'words that mean something else to a native reader',
    says: {
      ja: /e-Tax|本物のカメラ|要りません|なおし|なおせ/,
      'ja-easy': /e-Tax|市役所（しやくしょ）や/,
      en: /e-Tax|\bgo on\b|Think of the new|run out|Come nearer|[Tt]his machine/,
      zh: /e-Tax|画面设置|服务端|到此为止/,
      ko: /e-Tax|고객님|읽는 자리|카드가 떨어졌/,
      vi: /e-Tax|[Hh]ãy đặt lại sau|đặt chỗ bằng điện thoại \(|xác nhận người dùng|máy ảnh/,
      pt: /e-Tax|Se continuar|“Parar”|Fique parado/,
    },
  },
];

/** What must be said, in the words of a language. */
export const REQUIRED: readonly Forbidden[] = [
  {
    why: 'there are closed days beside the hours',
    at: OPENING,
    says: {
      ja: /休業日/,
      'ja-easy': /休（やす）みの 日/,
      en: /closed days/,
      zh: /停业日/,
      ko: /휴업일/,
      vi: /ngày nghỉ/,
      pt: /dias fechados/,
    },
  },
  {
    why: 'at a machine that may be false nobody types any more, and everybody takes the card along',
    at: /^(receipt\.codesDiffer|visit\.found\.compareHint)$/,
    says: {
      ja: /偽物.*何も入力せず.*カードを取って.*電話/,
      'ja-easy': /にせもの.*何（なに）も 入（い）れないで.*カードを とって.*電話/,
      en: /false.*type nothing.*take your card.*call/,
      zh: /假的.*不要再?输入任何内容.*取走卡片.*(致电|拨打)/,
      ko: /가짜.*아무것도 입력하지 말고.*카드를 가져간.*전화/,
      vi: /giả.*đừng nhập gì.*lấy thẻ.*gọi/,
      pt: /falso.*não digite (mais )?nada.*retire o cartão.*ligue/,
    },
  },
];
