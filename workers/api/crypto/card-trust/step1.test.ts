import { beforeAll, describe, expect, it } from 'vitest';
import { step1Challenge } from '#clients/card/dialogue/challenge.ts';
import { cvKeyIdOf, signRsa, spkiOf, rsaPublicKeyOf } from '#clients/lab/card/issuer/keys.ts';
import type { PersonalisedCard, RsaJwk } from '#clients/lab/card/profile.ts';
import { fromBase64url, sha256, toBase64url } from '#schema/contract/bytes.ts';
import {
  ascii,
  CARD_PURPOSES,
  cardChallengeInput,
  concat,
  cvCertificateBody,
  encodeCvCertificate,
} from '#schema/contract/card.ts';
import type { CardTrust } from '../../ports/index.ts';
import { CHALLENGE, checkOf, flipped, step1Of } from '../../test/card-trust/evidence.ts';
import { NOW } from '#clients/lab/people/cast.ts';
import { KEYS_TAKE, openTrustLab, type TrustLab } from '../../test/card-trust/lab.ts';

type Step1 = Awaited<ReturnType<typeof step1Of>>;

let lab: TrustLab;
let trust: CardTrust;
let victim: PersonalisedCard;
let thief: PersonalisedCard;
let good: Step1;
let other: Step1;
beforeAll(async () => {
  lab = await openTrustLab();
  trust = await lab.trust();
  [victim, thief] = await Promise.all([lab.card(), lab.card()]);
  [good, other] = await Promise.all([step1Of(victim), step1Of(thief)]);
}, KEYS_TAKE);

const check = async ({ evidence, photo }: Step1, challenge = CHALLENGE) =>
  checkOf(await trust.step1(evidence, photo, challenge, NOW));

describe('a card in STEP 1', () => {
  it('is known by two hashes, the same each time and different for each card', async () => {
    const identity = async ({ evidence, photo }: Step1) => trust.step1(evidence, photo, CHALLENGE, NOW);
    const [once, again, another] = [
      await identity(good),
      await identity(await step1Of(victim)),
      await identity(other),
    ];
    expect(once).toEqual(again);
    if (!once.ok || !another.ok) throw new Error('a good card was refused');
    expect(once.value.certId).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(new Set([...Object.values(once.value), ...Object.values(another.value)]).size).toBe(4);
  });

  it.each([
    ['audience', { ...CHALLENGE, audience: 'https://kaijo.example.net' }],
    ['token', { ...CHALLENGE, token: 'header.claims.another' }],
    ['nonce', { ...CHALLENGE, nonce: flipped(CHALLENGE.nonce) }],
  ])('signed for another %s is refused', async (_, challenge) => {
    expect(await check(good, challenge)).toBe('auth-signature');
  });

  it('that signed for STEP 2 is refused', async () => {
    const input = cardChallengeInput({
      purpose: CARD_PURPOSES.step2,
      audience: CHALLENGE.audience,
      tokenHash: await sha256(ascii(CHALLENGE.token)),
      nonce: fromBase64url(CHALLENGE.nonce),
    });
    expect(await check(await step1Of(victim, await sha256(input)))).toBe('auth-signature');
  });

  it('whose signature was touched is refused', async () => {
    const evidence = { ...good.evidence, authSignature: flipped(good.evidence.authSignature) };
    expect(await check({ ...good, evidence })).toBe('auth-signature');
  });

  it('whose chip signed for another challenge is refused', async () => {
    const earlier = await step1Of(victim, await step1Challenge({ ...CHALLENGE, token: 'earlier' }));
    const evidence = { ...good.evidence, binding: earlier.evidence.binding };
    expect(await check({ ...good, evidence })).toBe('binding-signature');
  });
});

describe("two cards: the victim's certificate and the thief's face", () => {
  it('are refused when only the photo is exchanged', async () => {
    const evidence = { ...good.evidence, surface: other.evidence.surface };
    expect(await check({ evidence, photo: other.photo })).toBe('binding-photo');
  });

  it('are refused when the chip of the certificate is said to hold that photo', async () => {
    const { photoSignatureHash } = other.evidence.binding;
    const binding = { ...good.evidence.binding, photoSignatureHash };
    const evidence = { ...good.evidence, binding, surface: other.evidence.surface };
    expect(await check({ evidence, photo: other.photo })).toBe('binding-signature');
  });

  it("are refused when the thief's chip vouches for the victim's certificate", async () => {
    const { authCertificate, authSignature } = good.evidence;
    const evidence = { ...other.evidence, authCertificate, authSignature };
    expect(await check({ evidence, photo: other.photo })).toBe('binding-signature');
  });

  it("are refused when the victim's chip is named by the thief's card id", async () => {
    const binding = { ...good.evidence.binding, cardId: other.evidence.binding.cardId };
    expect(await check({ ...good, evidence: { ...good.evidence, binding } })).toBe(
      'card-certificate-card-id',
    );
  });

  it("are refused when the victim's binding comes with the thief's card certificate", async () => {
    const { cardCertificate, binding } = other.evidence;
    const mixed = { ...good.evidence.binding, cardId: binding.cardId };
    const evidence = { ...good.evidence, cardCertificate, binding: mixed };
    expect(await check({ ...good, evidence })).toBe('binding-signature');
  });
});

describe('the photo', () => {
  const withSurface = (surface: Partial<Step1['evidence']['surface']>): Step1 => ({
    ...good,
    evidence: { ...good.evidence, surface: { ...good.evidence.surface, ...surface } },
  });

  it('is refused when one bit of it was edited', async () => {
    const photo = fromBase64url(flipped(toBase64url(good.photo), 1_000));
    expect(await check({ ...good, photo })).toBe('photo-signature');
  });

  it.each(['holderDigest', 'textDigest', 'signature'] as const)(
    'is refused with another %s',
    async (field) => {
      const surface = { [field]: flipped(good.evidence.surface[field]) };
      expect(await check(withSurface(surface))).toBe('photo-signature');
    },
  );

  it('is refused when an issuer that is not pinned signed it', async () => {
    // Keys of other purposes stand in for those of a forger.
    const [root, issuer] = lab.authority.signature.map(({ key }) => key as RsaJwk) as [RsaJwk, RsaJwk];
    const { signature: _, ...surface } = good.evidence.surface;
    const digests = [surface.holderDigest, surface.textDigest].map(fromBase64url);
    const signature = await signRsa(issuer, concat(...digests, await sha256(good.photo)));
    const issuerCertificate = toBase64url(await cvCertificate(root, issuer));
    const forged = { signature: toBase64url(signature), issuerCertificate };
    expect(await check(withSurface(forged))).toBe('surface-issuer');
  });

  it("is refused when the issuer's certificate holds the forger's key under the old signature", async () => {
    const forged = fromBase64url(flipped(good.evidence.surface.issuerCertificate, 200));
    expect(await check(withSurface({ issuerCertificate: toBase64url(forged) }))).toBe('surface-issuer');
  });

  it.each([
    ['anything behind it', (bytes: Uint8Array) => concat(bytes, Uint8Array.of(0))],
    ['its end cut off', (bytes: Uint8Array) => bytes.slice(0, -1)],
  ])('is refused when the issuer certificate has %s', async (_, change) => {
    const bytes = change(fromBase64url(good.evidence.surface.issuerCertificate));
    expect(await check(withSurface({ issuerCertificate: toBase64url(bytes) }))).toBe('evidence-BerError');
  });

  it('comes out of its object, and only out of a whole one', () => {
    const photo = trust.photoOf(good.photo);
    expect(photo.ok && photo.value.length).toBe(6_000);
    expect(trust.photoOf(concat(good.photo, Uint8Array.of(0)))).toMatchObject({
      ok: false,
      failure: { code: 'photo-unusable', check: 'photo-object' },
    });
  });
});

async function cvCertificate(root: RsaJwk, subject: RsaJwk): Promise<Uint8Array> {
  const ids = [await cvKeyIdOf(await spkiOf(root)), await cvKeyIdOf(await spkiOf(subject))] as const;
  const body = cvCertificateBody(...ids, rsaPublicKeyOf(subject));
  return encodeCvCertificate(body, await signRsa(root, body));
}
