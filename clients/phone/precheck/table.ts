/** Where a person stands before they begin, as far as they know it themselves. */
export interface Situation {
  card: 'here' | 'lost' | 'none';
  /** Whose certificate the password belongs to: a phone may hold one of its own. */
  certificateIn: 'card' | 'phone';
  age: 'fifteen-or-more' | 'under-fifteen';
  /** What is printed; the residence of a foreign national may have been extended in the extra field. */
  cardDate: 'good' | 'passed' | 'passed-but-extended';
  certificate: 'good' | 'expired' | 'none';
  /** A move or a change of name revokes the signature certificate; the office issues it anew. */
  moved: 'no' | 'renewed-since' | 'not-renewed-since';
  /** Four digits, user authentication. */
  pin: 'known' | 'unknown' | 'blocked';
  /** Six to sixteen characters, signature. */
  password: 'known' | 'unknown' | 'blocked';
}

/** Where the right way leads: both steps of Kaijo, an office, the hotline first, the phone's own settings, nowhere. */
export type Way = 'kiosk' | 'office' | 'hotline' | 'phone' | 'nothing';

/** One row: whom it is about, named as the words name it, and their way. */
export interface Row {
  name:
    | 'lost'
    | 'noCard'
    | 'ownOfPhone'
    | 'young'
    | 'cardOver'
    | 'expired'
    | 'moved'
    | 'pin'
    | 'fine'
    | 'kiosk';
  way: Way;
  applies(situation: Situation): boolean;
}

/** Which way is the right one: that of the first row that applies. The last one applies always. */
export const TABLE: readonly Row[] = [
  { name: 'ownOfPhone', way: 'phone', applies: ({ certificateIn }) => certificateIn === 'phone' },
  { name: 'lost', way: 'hotline', applies: ({ card }) => card === 'lost' },
  { name: 'noCard', way: 'office', applies: ({ card }) => card === 'none' },
  { name: 'young', way: 'office', applies: ({ age }) => age === 'under-fifteen' },
  // Whether an extended card is still good is the chip's to say.
  { name: 'cardOver', way: 'office', applies: ({ cardDate }) => cardDate === 'passed' },
  { name: 'expired', way: 'office', applies: ({ certificate }) => certificate !== 'good' },
  { name: 'moved', way: 'office', applies: ({ moved }) => moved === 'not-renewed-since' },
  { name: 'pin', way: 'office', applies: ({ pin }) => pin !== 'known' },
  { name: 'fine', way: 'nothing', applies: ({ password }) => password === 'known' },
  { name: 'kiosk', way: 'kiosk', applies: () => true },
];

export const rowOf = (situation: Situation): Row => TABLE.find(({ applies }) => applies(situation))!;

/** Who goes on has no need of a name. */
export type NamedRow = Exclude<Row['name'], 'kiosk'>;

/** The rows that lead one of these ways, in order, for a screen that names them. */
export const leadingTo = (...ways: Exclude<Way, 'kiosk'>[]): { name: NamedRow; way: Way }[] =>
  TABLE.flatMap(({ name, way }) =>
    name !== 'kiosk' && ways.some((one) => one === way) ? [{ name, way }] : [],
  );
