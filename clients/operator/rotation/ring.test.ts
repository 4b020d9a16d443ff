import { describe, expect, it } from 'vitest';
import { PUBLISHED_KEYS_KEPT as KEPT } from '#schema/contract/published-keys.ts';
import { observe, promote, publish, retire, RULES, secretOf, type KeyRing } from './ring.ts';

const NOW = 1_800_000_000;
const DAY = 86_400;
const key = (kid: string) => ({ kty: 'EC', kid, d: `private-${kid}` });
const states = (ring: KeyRing) => ring.map(({ jwk, state }) => `${jwk.kid} ${state}`);
const kids = (ring: KeyRing) => ring.map(({ jwk }) => jwk.kid);
/** The ring as its origin shows it at an instant, once the secret was put. */
const shown = (ring: KeyRing, at: number) => observe(ring, kids(ring), at);

const first = publish('ticket', [], key('a'), NOW);
const published = publish('ticket', shown(first, NOW), key('b'), NOW);
const promoted = promote('ticket', shown(published, NOW), NOW + KEPT);
const retired = retire('ticket', shown(promoted, NOW + KEPT), NOW + 2 * KEPT);

describe('a ticket key', () => {
  it('is published, promoted and retired, the one in use always first', () => {
    expect(states(first)).toEqual(['a signing']);
    expect(states(published)).toEqual(['a signing', 'b published']);
    expect(states(promoted)).toEqual(['b signing', 'a former']);
    expect(states(retired)).toEqual(['b signing', 'a verify-only']);
    expect(JSON.parse(secretOf(retired))).toEqual([key('b'), { kty: 'EC', kid: 'a' }]);
  });

  it('keeps its public half for 400 days after it was retired', () => {
    const after = (days: number) => {
      const at = NOW + 2 * KEPT + days * DAY;
      const next = promote('ticket', shown(publish('ticket', retired, key('c'), at), at - KEPT), at);
      return states(retire('ticket', shown(next, at - KEPT), at));
    };
    expect(after(399)).toEqual(['c signing', 'b verify-only', 'a verify-only']);
    expect(after(400)).toEqual(['c signing', 'b verify-only']);
  });
});

describe('a master key', () => {
  it('is gone once what it made has ended, and not a second earlier', () => {
    const two = publish('master', shown(publish('master', [], key('a'), NOW), NOW), key('b'), NOW);
    const next = shown(promote('master', shown(two, NOW), NOW + KEPT), NOW + KEPT);
    const ended = NOW + KEPT + RULES.master.lives;
    expect(() => retire('master', next, ended - 1)).toThrow('ask again from');
    expect(states(retire('master', next, ended))).toEqual(['b signing']);
  });
});

describe('a move out of turn is refused, with the way on', () => {
  const late = NOW + 10 * KEPT;
  it.each<[string, () => unknown, string]>([
    ['a second key', () => publish('ticket', published, key('c'), late), '"rotate ticket promote"'],
    [
      'a key before the last was retired',
      () => publish('ticket', promoted, key('c'), late),
      '"rotate ticket retire"',
    ],
    ['a key of a name that is there', () => publish('ticket', first, key('a'), late), 'a key named a is in'],
    ['nothing to promote', () => promote('ticket', first, late), '"rotate ticket publish"'],
    ['nothing to retire', () => retire('ticket', first, late), '"rotate ticket publish"'],
    ['one that still waits', () => retire('ticket', published, late), '"rotate ticket promote"'],
    [
      'a key that the origin does not show',
      () => promote('ticket', observe(published, ['a'], NOW), late),
      'b is not known at the origin',
    ],
    [
      'a key that others may not have seen yet',
      () => promote('ticket', shown(published, NOW), NOW + KEPT - 1),
      `b has been known at the origin since ${new Date(NOW * 1_000).toISOString()}: ask again from`,
    ],
    [
      'a file of another service',
      () => promote('ticket', observe(published, ['z', 'a', 'b'], NOW), late),
      'a is not in use at the origin',
    ],
    [
      'a retirement while the old key still signs somewhere',
      () => retire('ticket', observe(promoted, ['a', 'b'], NOW), late),
      'b is not in use at the origin',
    ],
  ])('%s', (_, move, words) => {
    expect(move).toThrow(words);
  });

  it('a key that went from the origin meanwhile has to be seen anew', () => {
    const gone = observe(shown(published, NOW), ['a'], NOW + 60);
    const back = shown(gone, NOW + 120);
    expect(() => promote('ticket', back, NOW + KEPT)).toThrow('ask again from');
    expect(states(promote('ticket', back, NOW + 120 + KEPT))).toEqual(['b signing', 'a former']);
  });
});
