import { beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, sha256 } from '#schema/contract/bytes.ts';
import {
  bindingMessage,
  decodeBindingReply,
  encodeBindingReply,
  fromHex,
  sameOctets,
  toHex,
  type Octets,
} from '#schema/contract/card.ts';
import file from '#schema/contract/vectors.json' with { type: 'json' };
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { selectJpki } from '../applets/jpki.ts';
import { readPhotoFile, selectSurface } from '../applets/surface.ts';
import { bindingEvidence } from '../dialogue/proof.ts';
import { proveStep2 } from '../dialogue/step2.ts';
import { attestedBy } from '../test/checks.ts';
import { PIN } from '#clients/lab/people/cast.ts';
import { openLab } from '#clients/lab/people/lab.ts';
import { insert, printed, secret } from '#clients/lab/people/people.ts';
import { deviations, scriptedCard } from '../test/script.ts';
import { bind } from './profile.ts';

/** As clients/card/README.md has it, "Binding evidence". */
const { x, y } = file.keys.attestation;
const { cardChallenge: challenge, message, answer } = file.vectors.binding;
const VECTOR = { x, y, challenge, message, reply: answer.slice(0, -4) };

describe('the test vector', () => {
  it('verifies, and reads as it is written', async () => {
    const evidence = decodeBindingReply(fromHex(VECTOR.reply));
    const message = bindingMessage({ ...evidence, cardChallenge: fromHex(VECTOR.challenge) });
    expect(toHex(message)).toBe(VECTOR.message);
    const jwk = { kty: 'EC', crv: 'P-256', x: VECTOR.x, y: VECTOR.y };
    const key = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, [
      'verify',
    ]);
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    expect(await crypto.subtle.verify(algorithm, key, evidence.signature, message)).toBe(true);
    expect(toHex(encodeBindingReply(evidence))).toBe(VECTOR.reply);
  });

  it('is asked for by one command', async () => {
    const { card, unspoken } = scriptedCard([
      [`00 CA DF 02 20 ${VECTOR.challenge} 00`, `${VECTOR.reply} 9000`, 'binding evidence'],
    ]);
    const evidence = await bind(card, fromHex(VECTOR.challenge));
    expect(toHex(evidence.cardId)).toBe('a0a1a2a3a4a5a6a7a8a9aaabacadaeaf');
    expect(unspoken()).toEqual([]);
  });

  it.each([
    ['nothing', '9000'],
    ['a piece', `${'00'.repeat(10)} 9000`],
    ['something behind it', 'VECTOR+00 9000'],
  ])('is not read from %s', async (_, response) => {
    const { card } = scriptedCard([['*', response.replace('VECTOR+', VECTOR.reply), 'binding evidence']]);
    await expect(bind(card, fromHex(VECTOR.challenge))).rejects.toMatchObject({ code: 'card-data' });
  });
});

describe('the card', () => {
  let made: PersonalisedCard;
  let other: PersonalisedCard;
  beforeAll(async () => {
    const lab = await openLab();
    made = await lab.issue();
    other = await lab.issue({ holder: { securityCode: '7777' } });
  });

  it('gives evidence after the user PIN, and to a challenge of 32 bytes', async () => {
    const { chip } = await insert(made);
    const pin = Array.from(PIN, (digit) => `3${digit}`).join('');
    expect(
      await deviations(chip, [
        ['00 A4 04 0C 0A D392F000260100000001', '9000', 'JPKI'],
        [`00 CA DF 02 20 ${VECTOR.challenge} 00`, '6982', 'no PIN'],
        [`00 20 00 98 04 ${pin}`, '9000', 'user PIN'],
        ['00 CA DF 02 10 00112233445566778899aabbccddeeff 00', '6700', 'half a challenge'],
        [`00 CA DF 02 20 ${VECTOR.challenge}`, '6700', 'no answer asked for'],
        ['00 CA DF 03 00', '6A88', 'no such object'],
        [
          `00 CA DF 02 20 ${VECTOR.challenge} 00`,
          '7C81 98 8310 *16 8420 *32 8520 *32 9E40 *64 9000',
          'evidence',
        ],
      ]),
    ).toEqual([]);
  });

  it('tells two cards apart: whatever is taken from the other does not fit', async () => {
    const challenge = fromHex(VECTOR.challenge);
    const mine = await factsOf(made, challenge);
    const theirs = await factsOf(other, challenge);
    expect(await fits(mine, challenge)).toBe(true);
    expect(await fits({ ...mine, authCertificate: theirs.authCertificate }, challenge)).toBe(false);
    expect(await fits({ ...mine, photoSignature: theirs.photoSignature }, challenge)).toBe(false);
    expect(await fits({ ...mine, binding: theirs.binding }, challenge)).toBe(false);
    expect(await fits({ ...mine, cardCertificate: theirs.cardCertificate }, challenge)).toBe(false);
    expect(await fits(mine, fromHex('00'.repeat(32)))).toBe(false);
  });

  /** What a back end is handed of one card, with the DF28 value read from it. */
  async function factsOf(card: PersonalisedCard, challenge: Octets) {
    const { card: client } = await insert(card);
    const proof = await proveStep2({
      card: client,
      pin: secret(PIN),
      challenge,
      statusNonce: new Uint8Array(16),
    });
    const number = printed(card === made ? {} : { securityCode: '7777' });
    await selectSurface(client);
    const { signature } = await readPhotoFile(client, number);
    await selectJpki(client);
    return { ...proof, photoSignature: signature };
  }

  /** The back end's check, in short: one attestation key signed this certificate, this photo and this challenge. */
  async function fits(facts: Awaited<ReturnType<typeof factsOf>>, cardChallenge: Octets): Promise<boolean> {
    const { binding } = bindingEvidence(facts);
    const photoSignatureHash = await sha256(facts.photoSignature);
    const message = bindingMessage({
      cardId: fromBase64url(binding.cardId),
      authCertificateHash: await sha256(facts.authCertificate),
      photoSignatureHash,
      cardChallenge,
    });
    const signature = fromBase64url(binding.signature);
    return (
      sameOctets(photoSignatureHash, fromBase64url(binding.photoSignatureHash)) &&
      attestedBy(facts.cardCertificate, message, signature)
    );
  }
});
