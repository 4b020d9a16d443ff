import { beforeAll, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { fromBase64url, sha256 } from '#schema/contract/bytes.ts';
import {
  ascii,
  cardChallengeInput,
  decodeSignedRecord,
  keyAgreementMessage,
  receiptMessage,
  statusMessage,
  toHex,
  type Octets,
} from '#schema/contract/card.ts';
import { Authorise, Claim, Complete, Recover } from '#schema/contract/redemption.ts';
import { selectJpki } from '../applets/jpki.ts';
import { readTries, SIGNATURE_PASSWORD_REFERENCE, verify } from '../pin.ts';
import { createEphemeralKey } from '../reset/key-agreement.ts';
import { attestedBy, signedByCertificate } from '../test/checks.ts';
import { NEW_PASSWORD, PASSWORD, PIN } from '#clients/lab/people/cast.ts';
import { openLab, type Lab } from '#clients/lab/people/lab.ts';
import { insert, secret } from '#clients/lab/people/people.ts';
import { authorise } from '#clients/lab/card/issuer/reset-authority.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import file from '#schema/contract/vectors.json' with { type: 'json' };
import { readValidity } from '../applets/certificate.ts';
import { claimNonce, recoverNonce, step2Challenge } from './challenge.ts';
import {
  authoriseOf,
  completeOf,
  openReset,
  readSignatureCertificate,
  readStatus,
  recoverOf,
  writePassword,
  claimOf,
  proveStep2,
} from './step2.ts';

const server = {
  token: 'redemption.token.text',
  audience: 'https://kaijo.example',
  nonce: 'bm9uY2Vub25jZW5vbmNlbm9uY2Vub25jZW5vbmNlMTI',
};

let lab: Lab;
let made: PersonalisedCard;
let ticketHash: Octets;
beforeAll(async () => {
  lab = await openLab();
  made = await lab.issue({ variant: { tries: { signaturePassword: 0 } } });
  ticketHash = await sha256(ascii('ticket.text'));
});

/** STEP 2 up to the channel that waits for an authorisation. */
async function upToAuthorisation() {
  const { card, store } = await insert(made);
  const key = await createEphemeralKey();
  const challenge = await step2Challenge(server, key.publicKey);
  const proof = await proveStep2({
    card,
    pin: secret(PIN),
    challenge,
    statusNonce: await claimNonce(server),
  });
  const open = await openReset({ card, kioskKey: key });
  return { card, store, kioskKey: key.publicKey, proof, open };
}

describe('STEP 2 on the card', () => {
  it('signs the challenge with the kiosk key under it', async () => {
    const { proof, kioskKey } = await upToAuthorisation();
    const input = cardChallengeInput({
      purpose: 'kaijo/step2/v1',
      audience: server.audience,
      tokenHash: await sha256(ascii(server.token)),
      nonce: fromBase64url(server.nonce),
      kioskKeyHash: await sha256(kioskKey),
    });
    expect(signedByCertificate(proof.authCertificate, input, proof.authSignature)).toBe(true);
    expect(v.is(Claim, claimOf(proof, kioskKey))).toBe(true);
  });

  it('derives the nonces of both statuses from the token, as README has them', async () => {
    const { claim, recover, ...opened } = file.vectors.statusNonces;
    expect(server).toMatchObject(opened);
    expect(toHex(await claimNonce(server))).toBe(claim);
    expect(toHex(await recoverNonce(server))).toBe(recover);
  });

  it('says beside it what the card was last reset for, signed for this claim and no recovery', async () => {
    const { proof } = await upToAuthorisation();
    const { record, signature, counter, ticketHash: last } = decodeSignedRecord(proof.status);
    expect([counter, toHex(last)]).toEqual([0, '00'.repeat(32)]);
    const signed = async (nonce: Octets) =>
      attestedBy(proof.cardCertificate, statusMessage(proof.binding.cardId, nonce, record), signature);
    expect(await signed(await claimNonce(server))).toBe(true);
    expect(await signed(await recoverNonce(server))).toBe(false);
  });

  it('agrees on keys, and the chip signs the agreement', async () => {
    const { open, kioskKey, proof } = await upToAuthorisation();
    const { cardId, cardKey, r, signature } = open.agreement;
    expect(
      attestedBy(proof.cardCertificate, keyAgreementMessage(cardId, kioskKey, cardKey, r), signature),
    ).toBe(true);
    expect(toHex(cardId)).toBe(toHex(proof.binding.cardId));
    expect(v.is(Authorise, authoriseOf(open, kioskKey, proof.cardCertificate))).toBe(true);
  });

  it('sets the new password: old refused, new accepted, counter full, receipt signed', async () => {
    const { card, open, kioskKey, proof } = await upToAuthorisation();
    const authorisation = await authorise(lab.authority, { ...open, kioskKey, ticketHash });
    const receipt = await writePassword(open.channel, authorisation, ascii(NEW_PASSWORD));

    const { counter, tries, ticketHash: ticket, record, signature } = decodeSignedRecord(receipt);
    expect({ counter, tries, ticket: toHex(ticket) }).toEqual({
      counter: 1,
      tries: 5,
      ticket: toHex(ticketHash),
    });
    const { cardId } = open.agreement;
    expect(attestedBy(proof.cardCertificate, receiptMessage(cardId, record), signature)).toBe(true);
    const complete = { ...completeOf(cardId, receipt, proof.cardCertificate), record: 'a.signed.record' };
    expect(v.is(Complete, complete)).toBe(true);

    await selectJpki(card);
    expect(await readTries(card, SIGNATURE_PASSWORD_REFERENCE)).toBe(5);
    await expect(verify(card, SIGNATURE_PASSWORD_REFERENCE, secret(PASSWORD))).rejects.toMatchObject({
      code: 'pin-wrong',
      facts: { triesLeft: 4 },
    });
    await verify(card, SIGNATURE_PASSWORD_REFERENCE, secret(NEW_PASSWORD));
    expect(await readTries(card, SIGNATURE_PASSWORD_REFERENCE)).toBe(5);
    const validity = readValidity(await readSignatureCertificate(card, ascii(NEW_PASSWORD)));
    expect(new Date(validity.notAfter * 1000).toISOString()).toBe('2031-04-01T00:00:00.000Z');
  });

  it('tells afterwards, without a PIN, which ticket the last reset was for', async () => {
    const { store, open, kioskKey } = await upToAuthorisation();
    const authorisation = await authorise(lab.authority, { ...open, kioskKey, ticketHash });
    await writePassword(open.channel, authorisation, ascii(NEW_PASSWORD));

    const { card } = await insert(made, { store });
    const nonce = await recoverNonce(server);
    const signed = await readStatus(card, nonce);
    const { counter, tries, ticketHash: ticket, record, signature } = decodeSignedRecord(signed.status);
    expect({ counter, tries, ticket: toHex(ticket) }).toEqual({
      counter: 1,
      tries: 5,
      ticket: toHex(ticketHash),
    });
    expect(attestedBy(signed.cardCertificate, statusMessage(signed.cardId, nonce, record), signature)).toBe(
      true,
    );
    expect(v.is(Recover, recoverOf(signed))).toBe(true);
  });

  it('keeps the authorisation when the password breaks a rule, so that the person can type again', async () => {
    const { open, kioskKey } = await upToAuthorisation();
    const authorisation = await authorise(lab.authority, { ...open, kioskKey, ticketHash });
    await expect(writePassword(open.channel, authorisation, ascii('ONLYLETTERS'))).rejects.toMatchObject({
      code: 'password-rule',
      facts: { passwordFaults: ['no-digit'] },
    });
    expect(decodeSignedRecord(await open.channel.setPassword(ascii(NEW_PASSWORD))).counter).toBe(1);
  });
});
