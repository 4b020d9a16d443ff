import { beforeAll, describe, expect, it } from 'vitest';
import { claimNonce, recoverNonce, step2Challenge } from '#clients/card/dialogue/challenge.ts';
import {
  authoriseOf,
  completeOf,
  openReset,
  readStatus,
  recoverOf,
  writePassword,
  proveStep2,
} from '#clients/card/dialogue/step2.ts';
import { createEphemeralKey } from '#clients/card/reset/key-agreement.ts';
import { generateP256 } from '#clients/lab/card/issuer/keys.ts';
import { serveRevocation } from '#clients/lab/card/issuer/revocation-service.ts';
import { revoke } from '#clients/lab/card/issuer/revocation.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { sha256, toBase64url } from '#schema/contract/bytes.ts';
import { ascii, CARD_PURPOSES, cardChallengeInput, statusNonceOf } from '#schema/contract/card.ts';
import type { Authorise, Recover } from '#schema/contract/redemption.ts';
import type { CardTrust } from '../../ports/index.ts';
import { createResetAuthority } from '../reset-authority.ts';
import { altered, withDates } from '../../test/card-trust/altered.ts';
import { CHALLENGE, checkOf, flipped } from '../../test/card-trust/evidence.ts';
import { NEW_PASSWORD, NOW, PIN } from '#clients/lab/people/cast.ts';
import { insert, secret } from '#clients/lab/people/people.ts';
import { KEYS_TAKE, openTrustLab, type TrustLab } from '../../test/card-trust/lab.ts';

const TICKET = 'ticket.of.reservation';

let lab: TrustLab;
let trust: CardTrust;
let made: PersonalisedCard;
let other: PersonalisedCard;
let done: Awaited<ReturnType<typeof resetCard>>;
beforeAll(async () => {
  lab = await openTrustLab();
  trust = await lab.trust();
  [made, other] = await Promise.all([lab.card(), lab.card()]);
  done = await resetCard(made);
}, KEYS_TAKE);

/** STEP 2 to its end on a virtual card, with a real authorisation; answers what the kiosk sends on the way. */
async function resetCard(personalised: PersonalisedCard) {
  const { card } = await insert(personalised);
  const kioskKey = await createEphemeralKey();
  const challenge = await step2Challenge(CHALLENGE, kioskKey.publicKey);
  const { cardCertificate } = await proveStep2({
    card,
    pin: secret(PIN),
    challenge,
    statusNonce: await claimNonce(CHALLENGE),
  });
  const open = await openReset({ card, kioskKey });
  const agreement = authoriseOf(open, kioskKey.publicKey, cardCertificate);
  const receipt = await writePassword(open.channel, await authorisationFor(agreement), ascii(NEW_PASSWORD));
  const status = recoverOf(await readStatus(card, await recoverNonce(CHALLENGE)));
  return { agreement, complete: completeOf(open.agreement.cardId, receipt, cardCertificate), status };
}

async function authorisationFor({ cardId, r, kioskKey }: Authorise): Promise<string> {
  const { resetAuthority } = lab.authority;
  const authority = await createResetAuthority({ AUTHORITY_KEYS: [resetAuthority] } as never);
  const hash = async (bytes: Uint8Array) => toBase64url(await sha256(bytes));
  const authorisation = await authority.authorise({
    cardId,
    r,
    kioskKeyHash: await hash(Buffer.from(kioskKey, 'base64url')),
    ticketHash: await hash(ascii(TICKET)),
    kioskId: '00000000-0000-4000-8000-000000000007',
    notAfter: NOW + 60,
  });
  return toBase64url(authorisation);
}

describe('the key agreement', () => {
  it("names the chip that STEP 2 named, and is that chip's own", async () => {
    const agreement = await trust.keyAgreement(done.agreement, NOW);
    const receipt = await trust.receipt(done.complete);
    if (!agreement.ok || !receipt.ok) throw new Error('the card was refused');
    expect(agreement.value.chipId).toBe(receipt.value.chipId);
  });

  it.each(['kioskKey', 'cardKey', 'r', 'signature'] as const)('is refused with another %s', async (field) => {
    const changed = { ...done.agreement, [field]: flipped(done.agreement[field]) };
    expect(checkOf(await trust.keyAgreement(changed, NOW))).toBe('key-agreement-signature');
  });

  it("is refused with another card's certificate", async () => {
    const { card: cardCertificate } = other.profile.certificates;
    const changed = { ...done.agreement, cardCertificate };
    expect(checkOf(await trust.keyAgreement(changed, NOW))).toBe('card-certificate-card-id');
  });

  it('is refused when the card certificate is over or revoked: nothing has been written yet', async () => {
    const late = NOW + 11 * 365 * 24 * 3600;
    expect(checkOf(await trust.keyAgreement(done.agreement, late))).toBe('card-certificate-not-after');
    const revoked = await trustAfterRevoking(made);
    expect(checkOf(await revoked.keyAgreement(done.agreement, NOW))).toBe('card-certificate-revoked');
  });
});

/** A back end that has asked nobody yet, in a world where the card's certificates are revoked. */
async function trustAfterRevoking({ profile }: PersonalisedCard): Promise<CardTrust> {
  const { auth, card } = profile.certificates;
  const list = revoke(revoke([], auth, 'keyCompromise', NOW - 60), card, 'keyCompromise', NOW - 60);
  return lab.trust({}, async (url, init) => {
    const reply = await serveRevocation(lab.authority, list, new Request(url, init), NOW);
    return reply!;
  });
}

describe('the receipt', () => {
  it('says which reservation it was for, and how often the card was reset', async () => {
    const word = await trust.receipt(done.complete);
    const ticketHash = toBase64url(await sha256(ascii(TICKET)));
    expect(word).toMatchObject({ ok: true, value: { ticketHash, counter: 1 } });
  });

  it.each([
    ['counter', 1],
    ['tries', 2],
    ['ticket hash', 5],
    ['signature', 98],
  ])('is refused with another %s', async (_, at) => {
    const complete = { ...done.complete, receipt: flipped(done.complete.receipt, at) };
    expect(checkOf(await trust.receipt(complete))).toBe('card-word-signature');
  });

  it('of another card is refused', async () => {
    const { cardId, certificates } = other.profile;
    const claimed = { ...done.complete, cardId, cardCertificate: certificates.card };
    expect(checkOf(await trust.receipt(claimed))).toBe('card-word-signature');
    expect(checkOf(await trust.receipt({ ...done.complete, cardId }))).toBe('card-certificate-card-id');
  });

  it('is no status, and a status no receipt', async () => {
    const { status, ...card } = done.status;
    expect(checkOf(await trust.receipt({ ...card, receipt: status }))).toBe('card-word-signature');
    const asStatus: Recover = { ...card, status: done.complete.receipt };
    expect(checkOf(await trust.status(asStatus, CHALLENGE))).toBe('card-word-signature');
  });
});

describe('the status', () => {
  it('says the same as the receipt', async () => {
    expect(await trust.status(done.status, CHALLENGE)).toEqual(await trust.receipt(done.complete));
  });

  it.each([
    ['nonce', { ...CHALLENGE, nonce: flipped(CHALLENGE.nonce) }],
    ['token', { ...CHALLENGE, token: 'another' }],
    ['audience', { ...CHALLENGE, audience: 'https://kaijo.example.net' }],
  ])('for another %s is refused', async (_, challenge) => {
    expect(checkOf(await trust.status(done.status, challenge))).toBe('card-word-signature');
  });

  it('asked for in STEP 2 is refused', async () => {
    const { card } = await insert(made);
    const input = cardChallengeInput({
      purpose: CARD_PURPOSES.step2,
      audience: CHALLENGE.audience,
      tokenHash: await sha256(ascii(CHALLENGE.token)),
      nonce: Buffer.from(CHALLENGE.nonce, 'base64url'),
    });
    const status = await readStatus(card, statusNonceOf(await sha256(input)));
    expect(checkOf(await trust.status(recoverOf(status), CHALLENGE))).toBe('card-word-signature');
  });
});

describe('late evidence', () => {
  it('counts when the card certificate, and even its root, is over', async () => {
    const { key, certificate } = lab.authority.attestation;
    const over = withDates(NOW - 200, NOW - 100);
    const cardCertificate = await altered(made.profile.certificates.card, key, over);
    const past = await lab.trust({ ATTESTATION_ROOTS: [await altered(certificate, key, over)] });
    const late = { cardCertificate };
    expect((await past.receipt({ ...done.complete, ...late })).ok).toBe(true);
    expect((await past.status({ ...done.status, ...late }, CHALLENGE)).ok).toBe(true);
    expect(checkOf(await past.keyAgreement({ ...done.agreement, ...late }, NOW))).toBe(
      'card-certificate-not-after',
    );
  });

  it('counts when the certificates are revoked, and when nobody can say whether they are', async () => {
    const revoked = await trustAfterRevoking(made);
    const deaf = await lab.trust({}, () => Promise.reject(new TypeError('no network')));
    for (const late of [revoked, deaf]) {
      expect((await late.receipt(done.complete)).ok).toBe(true);
      expect((await late.status(done.status, CHALLENGE)).ok).toBe(true);
    }
  });

  it('is still refused from a chip that no pinned root vouches for', async () => {
    const forged = await altered(made.profile.certificates.card, await generateP256(), () => {});
    const complete = { ...done.complete, cardCertificate: forged };
    expect(checkOf(await trust.receipt(complete))).toBe('card-certificate-signature');
  });
});
