import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { PublishedKeys, type RingName } from '#schema/contract/published-keys.ts';
import { makeKey } from '../rotation/new-key.ts';
import {
  isRing,
  observe,
  promote,
  publish,
  retire,
  RULES,
  secretOf,
  type Jwk,
  type KeyRing,
} from '../rotation/ring.ts';
import { readRings, writeRings } from '../rotation/ring-file.ts';
import { CONSEQUENCES, describeRing, MOVES, type Move } from '../rotation/words.ts';

/** What an operator asks for. */
export interface Rotation {
  ring: string;
  move: string;
  /** The service's origin; for `publish` of an authority's key the file with its private JWK. */
  subject?: string | undefined;
  /** The operator's ring file. */
  file: string;
  /** An authority's key that cards know by now, on the operator's word: no server can see it. */
  cardsKnow?: string | undefined;
  /** Unix seconds. */
  now: number;
}

/** What came of it: the secret's new value, and lines for the operator that show no secret. */
export interface Rotated {
  secret: string;
  value: string;
  said: string[];
}

/**
 * Makes one move of a rotation and keeps it in the ring file, before the secret is put anywhere. Throws `RangeError` with
 * the way on when it is not this move's turn; what was seen at the origin is kept all the same.
 */
export async function rotate(rotation: Rotation): Promise<Rotated> {
  const { ring: name, move, file, subject, now } = rotation;
  if (!isRing(name) || !isMove(move))
    throw new RangeError('say which ring (master, ticket, authority) and which move');
  const rings = await readRings(file);
  const origin = move === 'publish' ? undefined : subject;
  const seen = origin === undefined ? rings[name] : observe(rings[name], await shownAt(origin, name), now);
  if (seen !== rings[name]) await writeRings(file, { ...rings, [name]: seen });
  const moved = await made(name, move, seen, rotation);
  if (move !== 'show') await writeRings(file, { ...rings, [name]: moved });
  return {
    secret: RULES[name].secret,
    value: secretOf(moved),
    said: [CONSEQUENCES[name][move], ...describeRing(moved, now)],
  };
}

const isMove = (word: string): word is Move => MOVES.includes(word as Move);

async function made(name: RingName, move: Move, ring: KeyRing, rotation: Rotation): Promise<KeyRing> {
  const { subject, cardsKnow, now } = rotation;
  if (move === 'show') return ring;
  if (move === 'publish') return publish(name, ring, await newKey(name, subject), now);
  if (subject === undefined) throw new RangeError(`say where the service is: rotate ${name} ${move} ORIGIN`);
  if (move === 'retire') return retire(name, ring, now);
  const promoted = promote(name, ring, now);
  const next = promoted[0]!.jwk.kid;
  if (name === 'authority' && cardsKnow !== next)
    throw new RangeError(`once cards know the key, say so: --cards-know=${next}`);
  return promoted;
}

async function newKey(name: RingName, file: string | undefined): Promise<Jwk> {
  if (name !== 'authority') return makeKey(name);
  if (file === undefined)
    throw new RangeError(
      "name the file with the card authority's private JWK: rotate authority publish FILE",
    );
  return authorityKeyIn(file);
}

/** The card authority's private JWK. Throws `RangeError` when it is none. */
export async function authorityKeyIn(file: string): Promise<Jwk> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const jwk = v.safeParse(AuthorityKey, text);
  if (!jwk.success) throw new RangeError(`not a private P-256 JWK with a kid of 8 bytes: ${file}`);
  return jwk.output;
}

const half = v.pipe(v.string(), v.regex(/^[\w-]{43}$/));
const AuthorityKey = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    kty: v.literal('EC'),
    crv: v.literal('P-256'),
    x: half,
    y: half,
    d: half,
    kid: v.pipe(v.string(), v.regex(/^[\w-]{11}$/)),
  }),
);

/** Names of a ring's keys as the origin shows them, the one in use first. */
async function shownAt(origin: string, name: RingName): Promise<readonly string[]> {
  const address = `${origin.replace(/\/+$/, '')}/.well-known/jwks.json`;
  const response = await fetch(address, { cache: 'no-store' }).catch(() => null);
  const shown = response?.ok ? v.safeParse(PublishedKeys, await response.json()) : null;
  if (!shown?.success) throw new RangeError(`no keys at ${address}: is the service running there?`);
  return shown.output.rings[name];
}
