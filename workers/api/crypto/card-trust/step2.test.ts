import { beforeAll, describe, expect, it } from 'vitest';
import { createEphemeralKey } from '#clients/card/reset/key-agreement.ts';
import { claimNonce, recoverNonce, step2Challenge } from '#clients/card/dialogue/challenge.ts';
import { readStatus } from '#clients/card/dialogue/step2.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { fromBase64url, sha256, toBase64url } from '#schema/contract/bytes.ts';
import { ascii, CARD_PURPOSES, cardChallengeInput } from '#schema/contract/card.ts';
import type { Claim } from '#schema/contract/redemption.ts';
import type { CardTrust } from '../../ports/index.ts';
import { CHALLENGE, checkOf, flipped, step1Of, step2Of } from '../../test/card-trust/evidence.ts';
import { NOW } from '#clients/lab/people/cast.ts';
import { insert } from '#clients/lab/people/people.ts';
import { KEYS_TAKE, openTrustLab } from '../../test/card-trust/lab.ts';

let trust: CardTrust;
let reserved: PersonalisedCard;
let stolen: PersonalisedCard;
let claim: Claim;
beforeAll(async () => {
  const lab = await openTrustLab();
  trust = await lab.trust();
  [reserved, stolen] = await Promise.all([lab.card(), lab.card()]);
  claim = await step2Of(reserved);
}, KEYS_TAKE);

const check = async (message: Claim, challenge = CHALLENGE) =>
  checkOf(await trust.step2(message, challenge, NOW));

describe('a card in STEP 2', () => {
  it('is the one that was known in STEP 1', async () => {
    const { evidence, photo } = await step1Of(reserved);
    const before = await trust.step1(evidence, photo, CHALLENGE, NOW);
    expect(before.ok).toBe(true);
    const now = await trust.step2(claim, CHALLENGE, NOW);
    expect(now).toMatchObject(before);
    expect(now).toMatchObject({ value: { word: { counter: 0, ticketHash: 'A'.repeat(43) } } });
  });

  it.each([
    ['audience', { ...CHALLENGE, audience: 'https://kaijo.example.net' }],
    ['token', { ...CHALLENGE, token: 'header.claims.another' }],
    ['nonce', { ...CHALLENGE, nonce: flipped(CHALLENGE.nonce) }],
  ])('signed for another %s is refused', async (_, challenge) => {
    expect(await check(claim, challenge)).toBe('auth-signature');
  });

  it("is refused when the kiosk's key is not the one under the signature", async () => {
    const { publicKey } = await createEphemeralKey();
    expect(await check({ ...claim, kioskKey: toBase64url(publicKey) })).toBe('auth-signature');
  });

  it("is refused with the same token's STEP 1 signature", async () => {
    const { evidence } = await step1Of(reserved);
    const { surface: _, ...proof } = evidence;
    const { kioskKey, status } = claim;
    expect(await check({ ...proof, kioskKey, status })).toBe('auth-signature');
  });

  it("is refused when only the purpose is STEP 1's", async () => {
    const kioskKey = await createEphemeralKey();
    const input = cardChallengeInput({
      purpose: CARD_PURPOSES.step1,
      audience: CHALLENGE.audience,
      tokenHash: await sha256(ascii(CHALLENGE.token)),
      nonce: fromBase64url(CHALLENGE.nonce),
      kioskKeyHash: await sha256(kioskKey.publicKey),
    });
    const message = await step2Of(reserved, { kioskKey, signed: await sha256(input) });
    expect(await check(message)).toBe('auth-signature');
  });
});

describe('what a card says at a claim of its last reset', () => {
  it.each([
    ['of another card', () => stolen, CHALLENGE, claimNonce],
    ['for another visit', () => reserved, { ...CHALLENGE, token: 'header.claims.another' }, claimNonce],
    ['after a torn write', () => reserved, CHALLENGE, recoverNonce],
  ])('is refused when it is the word %s', async (_, card, challenge, nonceOf) => {
    const { card: client } = await insert(card());
    const { status } = await readStatus(client, await nonceOf(challenge));
    expect(await check({ ...claim, status: toBase64url(status) })).toBe('card-word-signature');
  });
});

describe('a reserved card and a stolen card at the kiosk', () => {
  it('are two cards, whichever is presented', async () => {
    const identity = await trust.step2(await step2Of(stolen), CHALLENGE, NOW);
    const known = await trust.step2(claim, CHALLENGE, NOW);
    if (!identity.ok || !known.ok) throw new Error('a good card was refused');
    expect(identity.value.certId).not.toBe(known.value.certId);
    expect(identity.value.chipId).not.toBe(known.value.chipId);
  });

  const mixed = async (signs: PersonalisedCard, chip: PersonalisedCard): Promise<Claim> => {
    const kioskKey = await createEphemeralKey();
    const { authCertificate, authSignature } = await step2Of(signs, { kioskKey });
    return { ...(await step2Of(chip, { kioskKey })), authCertificate, authSignature };
  };

  it('are refused when the reserved card signs and the stolen chip is to be reset', async () => {
    expect(await check(await mixed(reserved, stolen))).toBe('binding-signature');
  });

  it('are refused when the stolen card signs and the reserved chip vouches', async () => {
    expect(await check(await mixed(stolen, reserved))).toBe('binding-signature');
  });

  it("are refused when the stolen chip's certificate carries the reserved chip's id", async () => {
    const { cardCertificate } = await step2Of(stolen);
    expect(await check({ ...claim, cardCertificate })).toBe('card-certificate-card-id');
  });

  it('are refused when the chip vouched at an earlier visit', async () => {
    const kioskKey = await createEphemeralKey();
    const earlier = await step2Challenge({ ...CHALLENGE, token: 'earlier' }, kioskKey.publicKey);
    const { binding } = await step2Of(reserved, { kioskKey, signed: earlier });
    expect(await check({ ...(await step2Of(reserved, { kioskKey })), binding })).toBe('binding-signature');
  });
});
