import type { Holder } from '#clients/lab/card/personalise/holder.ts';
import type { CardVariant } from '#clients/lab/card/personalise/personalise.ts';
import type { Calendar } from '#schema/contract/calendar.ts';
import type { Operator } from '#schema/contract/operator.ts';

// Everybody in the laboratory, as data: what a test inside workerd may import too. None of them exists.

/** The instant at which tests begin and their cards are made: a Friday, 17:00 in Japan. Unix seconds. */
export const NOW = 1_800_000_000;

/** Secrets of every card of the lab: printed by `npm start`, typed by whoever tries it. */
export const PIN = '7093';
export const PASSWORD = 'OLD123PASS';
export const NEW_PASSWORD = 'NEW456WORD';

/** Whose card it is where nothing depends on who. */
export const HOLDER: Holder = {
  name: '番号　花子',
  address: '東京都千代田区架空町一丁目２番３号',
  birthDate: '19900401',
  sex: '2',
  prefecture: '東京都',
  city: '千代田区',
  municipalityCode: '13101',
  cardExpiry: '20350401',
  securityCode: '4821',
};

/** Somebody of the cast: how holder and card differ from `HOLDER` and hers. */
export interface Member {
  holder?: Partial<Holder>;
  variant?: CardVariant;
  /** What the authority has revoked meanwhile, and why. */
  revoked?: { certificate: 'auth' | 'signature'; reason: 'affiliationChanged' | 'superseded' };
}

const FROM_ABROAD: Partial<Holder> = {
  name: 'ＦＩＣＴＩＶＥ　ＡＬＥＸ',
  birthDate: '19850617',
  sex: '1',
  cardExpiry: '20290331',
  securityCode: '3056',
};
const RESIDENT: Partial<Holder> = { ...FROM_ABROAD, calendar: 'western' };

/** Cards that are something special. */
export const CAST = {
  holder: {},
  /** From abroad: the card prints the birth date in the Western calendar. */
  resident: { holder: RESIDENT },
  /** The same on its front, while the chip counts in the era: which one it does is not published. */
  countedByEra: { holder: FROM_ABROAD },
  /** The same, with a longer period of stay than was printed: the later date is in the extra field of the card's face. */
  extended: { holder: { ...RESIDENT, securityCode: '6190', extendedTo: '20320930' } },
  /** Moved: a change of address revokes the signature certificate and leaves the other one alone. */
  moved: {
    holder: { name: '移転　次郎', sex: '1', birthDate: '19761103', cardExpiry: '20311103' },
    revoked: { certificate: 'signature', reason: 'affiliationChanged' },
  },
  /** The youngest who have a signature certificate. */
  fifteen: { holder: { name: '年少　三葉', birthDate: '20110503', cardExpiry: '20310503' } },
  ninety: { holder: { name: '高齢　四郎', sex: '1', birthDate: '19360214', cardExpiry: '20360214' } },
  /** Somebody else with a good card. */
  neighbour: { holder: { birthDate: '19720229', securityCode: '4321' } },
  /** The PIN is blocked already. */
  blocked: { variant: { tries: { userPin: 0 } } },
} satisfies Record<string, Member>;

/** Who answers for the service of the tests. */
export const OPERATOR: Operator = {
  name: { ja: '試験の運用者', en: 'Operator of the tests' },
  contact: { ja: '試験用', en: 'for tests' },
  privacyUrl: 'https://kaijo.test/privacy',
  telephone: '0000-00-0000',
  hours: { ja: '平日 9:00〜17:00', en: 'weekdays 9:00 to 17:00' },
  app: { ios: 'https://kaijo.test/ios', android: 'https://kaijo.test/android' },
  chains: [{ name: { ja: '例のコンビニ', en: 'Example Stores' } }],
  mapUrl: null,
  dated: '2026-11-25',
};

/** The fortnight after an instant in which nothing departs from the hours. */
export const quietCalendar = (now: number): Calendar => ({
  kioskHours: { opensAt: 390, closesAt: 1_380 },
  until: now + 14 * 86_400,
  closed: [],
});
