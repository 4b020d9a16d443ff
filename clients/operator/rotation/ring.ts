import * as v from 'valibot';
import { PUBLISHED_KEYS_KEPT, RINGS, type RingName } from '#schema/contract/published-keys.ts';

const DAY = 86_400;

/**
 * `signing`: makes and signs; always one. `published`: everybody knows it, nothing is made with it yet. `former`: nothing
 * is made with it any more, and what was made is still taken. `verify-only`: its public half alone.
 */
const STATES = ['signing', 'published', 'former', 'verify-only'] as const;
export type KeyState = (typeof STATES)[number];

const RingKey = v.object({
  jwk: v.looseObject({ kid: v.pipe(v.string(), v.minLength(1)) }),
  state: v.picklist(STATES),
  /** Since when it has been in this state, and when it was first seen so at the origin; Unix seconds. */
  since: v.number(),
  seenAt: v.nullable(v.number()),
});
export type RingKey = v.InferOutput<typeof RingKey>;
export type Jwk = RingKey['jwk'];

const KeyRing = v.array(RingKey);
export type KeyRing = v.InferOutput<typeof KeyRing>;

/** The operator's own copy of every ring: a deployed secret cannot be read back. */
export const Rings = v.object({ master: KeyRing, ticket: KeyRing, authority: KeyRing });
export type Rings = v.InferOutput<typeof Rings>;

/** What differs from ring to ring; seconds. */
export interface RingRule {
  secret: 'MASTER_KEYS' | 'TICKET_KEYS' | 'AUTHORITY_KEYS';
  /** How long what a key has made is in use: a former one is needed as long. */
  lives: number;
  /** How long the public half of a retired key has to be known. */
  verifiedFor: number;
}

export const RULES: Readonly<Record<RingName, RingRule>> = {
  // Tokens live twenty minutes at most; codes of audit events are read at the next sealing, every ten minutes.
  master: { secret: 'MASTER_KEYS', lives: 3_600, verifiedFor: 0 },
  // Tickets, receipts in a kiosk's outbox, audit heads: all by the public half.
  ticket: { secret: 'TICKET_KEYS', lives: PUBLISHED_KEYS_KEPT, verifiedFor: 400 * DAY },
  authority: { secret: 'AUTHORITY_KEYS', lives: PUBLISHED_KEYS_KEPT, verifiedFor: 0 },
};

export const isRing = (name: string): name is RingName => RINGS.includes(name as RingName);

const byState = (ring: KeyRing, state: KeyState) => ring.find((key) => key.state === state);

/** Adds a key that everybody has to know before it signs. In an empty ring it signs at once. Throws `RangeError`. */
export function publish(name: RingName, ring: KeyRing, jwk: Jwk, now: number): KeyRing {
  const waiting = byState(ring, 'published');
  if (waiting)
    throw new RangeError(`${waiting.jwk.kid} is published already: next is "rotate ${name} promote"`);
  const former = byState(ring, 'former');
  if (former)
    throw new RangeError(`${former.jwk.kid} has not been retired yet: next is "rotate ${name} retire"`);
  if (ring.some((key) => key.jwk.kid === jwk.kid))
    throw new RangeError(`a key named ${jwk.kid} is in the ring already`);
  const state = ring.length === 0 ? 'signing' : 'published';
  return inOrder([...ring, { jwk, state, since: now, seenAt: null }]);
}

/** Lets the published key sign. Throws `RangeError` until the origin has shown it for as long as others may keep an old set. */
export function promote(name: RingName, ring: KeyRing, now: number): KeyRing {
  const next = byState(ring, 'published');
  if (!next) throw new RangeError(`no key waits to be promoted: begin with "rotate ${name} publish"`);
  requireSeen(name, byState(ring, 'signing')!, 0, now);
  requireSeen(name, next, PUBLISHED_KEYS_KEPT, now);
  return inOrder(
    ring.map((key) => {
      if (key === next) return { ...key, state: 'signing', since: now, seenAt: null };
      return key.state === 'signing' ? { ...key, state: 'former', since: now, seenAt: null } : key;
    }),
  );
}

/**
 * Takes the former key's private half away, and keys of which nothing can be left. Throws `RangeError` until the origin
 * has signed with the new one for as long as what the former made is in use.
 */
export function retire(name: RingName, ring: KeyRing, now: number): KeyRing {
  const former = byState(ring, 'former');
  if (!former) {
    const next = byState(ring, 'published') ? 'promote' : 'publish';
    throw new RangeError(`no key waits to be retired: next is "rotate ${name} ${next}"`);
  }
  const { lives, verifiedFor } = RULES[name];
  requireSeen(name, byState(ring, 'signing')!, lives, now);
  const retired: RingKey = {
    jwk: publicHalf(former.jwk),
    state: 'verify-only',
    since: now,
    seenAt: null,
  };
  const left = ring.map((key) => (key === former ? retired : key));
  return inOrder(left.filter((key) => key.state !== 'verify-only' || now < key.since + verifiedFor));
}

/** Notes what the origin shows of a ring: a key has to be seen in its place before anything rests on it. */
export function observe(ring: KeyRing, shown: readonly string[], now: number): KeyRing {
  return ring.map((key) => {
    const { kid } = key.jwk;
    const isInPlace = key.state === 'signing' ? shown[0] === kid : shown.includes(kid);
    return { ...key, seenAt: isInPlace ? (key.seenAt ?? now) : null };
  });
}

/** The value of a ring's secret: the key in use first, which is what the Worker goes by. */
export const secretOf = (ring: KeyRing): string => JSON.stringify(ring.map(({ jwk }) => jwk));

const inOrder = (ring: KeyRing): KeyRing =>
  STATES.flatMap((state) => ring.filter((key) => key.state === state));

const publicHalf = ({ d: _, ...jwk }: Jwk): Jwk => jwk;

function requireSeen(name: RingName, { jwk, state, seenAt }: RingKey, seconds: number, now: number): void {
  const place = state === 'signing' ? 'in use' : 'known';
  if (seenAt === null)
    throw new RangeError(
      `${jwk.kid} is not ${place} at the origin: put the secret there ("rotate ${name} show" prints it), or take the right ring file`,
    );
  if (now < seenAt + seconds)
    throw new RangeError(
      `${jwk.kid} has been ${place} at the origin since ${iso(seenAt)}: ask again from ${iso(seenAt + seconds)} on`,
    );
}

const iso = (seconds: number) => new Date(seconds * 1_000).toISOString();
