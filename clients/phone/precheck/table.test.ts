import { describe, expect, it } from 'vitest';
import { rowOf, TABLE, type Situation, type Way } from './table.ts';

const VALUES: { [K in keyof Situation]: readonly Situation[K][] } = {
  card: ['here', 'lost', 'none'],
  certificateIn: ['card', 'phone'],
  age: ['fifteen-or-more', 'under-fifteen'],
  cardDate: ['good', 'passed', 'passed-but-extended'],
  certificate: ['good', 'expired', 'none'],
  moved: ['no', 'renewed-since', 'not-renewed-since'],
  pin: ['known', 'unknown', 'blocked'],
  password: ['known', 'unknown', 'blocked'],
};

const every = Object.entries(VALUES).reduce<Partial<Situation>[]>(
  (all, [key, values]) => all.flatMap((one) => values.map((value) => ({ ...one, [key]: value }))),
  [{}],
) as Situation[];

/** What must be true of whoever is sent this way, said apart from the table. */
const RIGHT: Record<Way, (situation: Situation) => boolean> = {
  // Everything that both steps need is there, and there is something to set.
  kiosk: (s) => isReady(s) && s.password !== 'known',
  nothing: (s) => isReady(s) && s.password === 'known',
  phone: (s) => s.certificateIn === 'phone',
  hotline: (s) => s.card === 'lost' && s.certificateIn === 'card',
  office: (s) => s.certificateIn === 'card' && s.card !== 'lost' && !isReady(s),
};

const isReady = (s: Situation): boolean =>
  s.certificateIn === 'card' &&
  s.card === 'here' &&
  s.age === 'fifteen-or-more' &&
  s.cardDate !== 'passed' &&
  s.certificate === 'good' &&
  s.moved !== 'not-renewed-since' &&
  s.pin === 'known';

describe('the way of a person', () => {
  it('is the right one in every combination', () => {
    expect(every).toHaveLength(2_916);
    expect(every.filter((situation) => !RIGHT[rowOf(situation).way](situation))).toEqual([]);
  });

  it('is one of a table without a row that nobody meets', () => {
    const met = new Set(every.map((situation) => rowOf(situation).name));
    expect(TABLE.map(({ name }) => name).filter((name) => !met.has(name))).toEqual([]);
  });

  const usual: Situation = {
    card: 'here',
    certificateIn: 'card',
    age: 'fifteen-or-more',
    cardDate: 'good',
    certificate: 'good',
    moved: 'no',
    pin: 'known',
    password: 'blocked',
  };
  it.each<[string, Partial<Situation>, Way]>([
    ['has forgotten the password', { password: 'unknown' }, 'kiosk'],
    ['moved and had the certificate issued anew', { moved: 'renewed-since' }, 'kiosk'],
    ['moved and had not', { moved: 'not-renewed-since' }, 'office'],
    ['has an extended card', { cardDate: 'passed-but-extended' }, 'kiosk'],
    ['has a card that is over', { cardDate: 'passed' }, 'office'],
    ['knows neither of the two', { pin: 'unknown', password: 'unknown' }, 'office'],
    ['is fourteen', { age: 'under-fifteen', certificate: 'none' }, 'office'],
    ['means the certificate in the phone', { certificateIn: 'phone', card: 'none' }, 'phone'],
    ['lost the card', { card: 'lost', pin: 'unknown' }, 'hotline'],
    ['knows both', { password: 'known' }, 'nothing'],
  ])('who %s', (_who, change, way) => {
    expect(rowOf({ ...usual, ...change }).way).toBe(way);
  });
});
