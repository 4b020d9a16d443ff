import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OcspSigner } from '#clients/lab/card/issuer/ocsp.ts';
import { revoke, type RevocationList } from '#clients/lab/card/issuer/revocation.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import { concat, type Octets } from '#schema/contract/card.ts';
import type { CardIdentity, CardTrust } from '../../ports/index.ts';
import { CHALLENGE, step1Of } from '../../test/card-trust/evidence.ts';
import { NOW } from '#clients/lab/people/cast.ts';
import { KEYS_TAKE, openTrustLab, type TrustLab } from '../../test/card-trust/lab.ts';
import { lister, responder, revocationWith, subjectOf, verdictOf } from '../../test/card-trust/subject.ts';
import type { Certified } from './anchors.ts';

/** One run in the tests; a long one by `FUZZ_RUNS=100000`. The seed makes it the same run each time. */
const RUNS = { numRuns: Number(process.env['FUZZ_RUNS'] ?? 250), seed: 20_261_125, endOnFailure: true };

let lab: TrustLab;
let trust: CardTrust;
let card: PersonalisedCard;
let good: Awaited<ReturnType<typeof step1Of>>;
let identity: CardIdentity;
let subject: Certified;
let own: OcspSigner;
beforeAll(async () => {
  lab = await openTrustLab();
  trust = await lab.trust();
  card = await lab.card();
  good = await step1Of(card);
  const accepted = await trust.step1(good.evidence, good.photo, CHALLENGE, NOW);
  if (!accepted.ok) throw new Error('a good card was refused');
  identity = accepted.value;
  subject = await subjectOf(lab, card.profile.certificates.auth);
  own = { authority: lab.authority.userAuthentication[1]! };
}, KEYS_TAKE);

/** What a hostile hand does to bytes; positions are parts of the length. */
const mutation = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('set' as const), at: part(), bytes: some(1) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('set' as const), at: part(), bytes: some(40) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('insert' as const), at: part(), bytes: some(40) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cut' as const), at: part(), to: part() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('repeat' as const), at: part(), to: part() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('replace' as const), bytes: some(400) }) },
  // Deep nesting and huge lengths are what ASN.1 parsers fall over.
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('nest' as const), depth: fc.nat(2_000) }) },
);
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

function part() {
  return fc.double({ min: 0, max: 1, noNaN: true });
}
function some(maxLength: number) {
  return fc.uint8Array({ minLength: 1, maxLength });
}

function mutated(bytes: Octets, change: Mutation): Octets {
  const at = (where: number) => Math.floor(where * bytes.length);
  switch (change.kind) {
    case 'set': {
      const start = at(change.at);
      return concat(bytes.slice(0, start), change.bytes, bytes.slice(start + change.bytes.length));
    }
    case 'insert':
      return concat(bytes.slice(0, at(change.at)), change.bytes, bytes.slice(at(change.at)));
    case 'cut':
      return concat(bytes.slice(0, at(change.at)), bytes.slice(at(change.to)));
    case 'repeat':
      return concat(bytes, bytes.slice(at(change.at), at(change.to)));
    case 'replace':
      return new Uint8Array(change.bytes);
    case 'nest':
      return concat(...Array.from({ length: change.depth }, () => Uint8Array.of(0x30, 0x80)), bytes);
  }
}

const FIELDS = [
  'authCertificate',
  'authSignature',
  'cardCertificate',
  'binding.cardId',
  'binding.photoSignatureHash',
  'binding.signature',
  'surface.signature',
  'surface.issuerCertificate',
  'surface.holderDigest',
  'surface.textDigest',
  'photo',
] as const;

/** The evidence with the bytes of one field changed. */
function withField(field: string, change: Mutation): typeof good {
  if (field === 'photo') return { ...good, photo: mutated(good.photo, change) };
  const evidence = structuredClone(good.evidence) as unknown as Record<string, Record<string, string>>;
  const [outer, inner] = field.split('.') as [string, string?];
  const holder = (inner === undefined ? evidence : evidence[outer]!) as Record<string, string>;
  const name = inner ?? outer;
  holder[name] = toBase64url(mutated(fromBase64url(holder[name]!), change));
  return { ...good, evidence: evidence as never };
}

describe('whatever bytes come in', () => {
  it('a changed card is refused, or is the very same card: never another one, never an exception', async () => {
    const same: string[] = [];
    const property = fc.asyncProperty(fc.constantFrom(...FIELDS), mutation, async (field, change) => {
      const changed = withField(field, change);
      fc.pre(JSON.stringify(changed) !== JSON.stringify(good));
      const result = await trust.step1(changed.evidence, changed.photo, CHALLENGE, NOW);
      if (result.ok) same.push(`${field} ${JSON.stringify(result.value)}`);
    });
    await fc.assert(property, RUNS);
    // What is not signed of a card certificate can be written in more ways than one.
    expect(new Set(same).size).toBeLessThanOrEqual(1);
    expect(same.every((text) => text === `cardCertificate ${JSON.stringify(identity)}`)).toBe(true);
  });

  it('a photo comes out or does not', () => {
    const property = fc.property(mutation, (change) => {
      expect(typeof trust.photoOf(mutated(good.photo, change)).ok).toBe('boolean');
    });
    fc.assert(property, RUNS);
  });

  it.each(['ocsp', 'crl'] as const)('a changed %s answer never makes a revoked card good', async (kind) => {
    const list: RevocationList = revoke([], card.profile.certificates.auth, 'keyCompromise', NOW - 9);
    const source = kind === 'ocsp' ? responder(own, list) : lister(own, list);
    const property = fc.asyncProperty(mutation, async (change) => {
      const answer = async (request: Request) => mutated(await source(request), change);
      const { revocation } = revocationWith(lab, { [kind]: answer });
      expect(await verdictOf(revocation, subject)).toMatch(/^auth-certificate-revo(ked|cation \()/);
    });
    await fc.assert(property, RUNS);
  });
});
