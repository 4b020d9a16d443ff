import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, sha256 } from '#schema/contract/bytes.ts';
import {
  ascii,
  bindingMessage,
  cardChallengeInput,
  concat,
  decodeCvCertificate,
  photoBytesOf,
  photoSignatureInput,
  toHex,
} from '#schema/contract/card.ts';
import { CardEvidence } from '#schema/contract/session.ts';
import * as v from 'valibot';
import { MATCHING_NUMBER_B, readTries } from '../pin.ts';
import { selectSurface } from '../applets/surface.ts';
import { attestedBy, rsaSpki, signedByCertificate, signedBySpki } from '../test/checks.ts';
import { HOLDER, NOW, PIN } from '#clients/lab/people/cast.ts';
import { labPhoto, openLab, type Lab } from '#clients/lab/people/lab.ts';
import { insert, printed, secret } from '#clients/lab/people/people.ts';
import { trustAnchors } from '#clients/lab/card/issuer/authority.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { step1Challenge } from './challenge.ts';
import { precheck } from './precheck.ts';
import type { CardStep } from './proof.ts';
import { cardEvidence, proveStep1 } from './step1.ts';

const server = {
  token: 'session.token.text',
  audience: 'https://kaijo.example',
  nonce: 'bm9uY2Vub25jZW5vbmNlbm9uY2Vub25jZW5vbmNlMTI',
};
let lab: Lab;
let made: PersonalisedCard;
beforeAll(async () => {
  lab = await openLab();
  made = await lab.issue();
});

describe('STEP 1 on the card', () => {
  const prove = async () => {
    const { card } = await insert(made);
    const steps: CardStep[] = [];
    const challenge = await step1Challenge(server);
    const proof = await proveStep1({
      card,
      pin: secret(PIN),
      challenge,
      matchingNumberB: printed(),
      onStep: (step) => steps.push(step),
    });
    return { card, challenge, proof, steps };
  };

  it('finds nothing in the way before any PIN', async () => {
    const { card } = await insert(made);
    const { obstacle, tries, authValidity } = await precheck(card, NOW);
    expect({ obstacle, tries }).toEqual({ obstacle: null, tries: { userPin: 3, signaturePassword: 5 } });
    expect(authValidity.notBefore).toBe(NOW - 24 * 3600);
    expect(new Date(authValidity.notAfter * 1000).toISOString()).toBe('2031-04-01T00:00:00.000Z');
  });

  it('signs the challenge with a key that the lab certified', async () => {
    const { proof, challenge, steps } = await prove();
    const tokenHash = await sha256(ascii(server.token));
    const nonce = fromBase64url(server.nonce);
    const { audience } = server;
    const input = cardChallengeInput({ purpose: 'kaijo/step1/v1', audience, tokenHash, nonce });
    expect(toHex(await sha256(input))).toBe(toHex(challenge));
    expect(signedByCertificate(proof.authCertificate, input, proof.authSignature)).toBe(true);
    const { authRoots } = await trustAnchors(lab.authority);
    const [older, newer] = authRoots.map((root) => new X509Certificate(fromBase64url(root)));
    const certificate = new X509Certificate(proof.authCertificate);
    expect(certificate.verify(newer!.publicKey)).toBe(true);
    expect(certificate.verify(older!.publicKey)).toBe(false);
    expect(steps).toEqual(['select', 'pin', 'certificates', 'sign', 'bind', 'photo']);
  });

  it('has one chip vouch for certificate, photo and challenge', async () => {
    const { proof, challenge } = await prove();
    const message = bindingMessage({
      cardId: proof.binding.cardId,
      authCertificateHash: await sha256(proof.authCertificate),
      photoSignatureHash: await sha256(proof.surface.signature),
      cardChallenge: challenge,
    });
    expect(attestedBy(proof.cardCertificate, message, proof.binding.signature)).toBe(true);
    const root = new X509Certificate(fromBase64url(lab.authority.attestation.certificate));
    const certificate = new X509Certificate(proof.cardCertificate);
    expect(certificate.verify(root.publicKey)).toBe(true);
    expect(certificate.subject).toBe(`CN=${toHex(proof.binding.cardId)}`);
  });

  it('reads the photo that the surface issuer signed, and of the rest only digests', async () => {
    const { proof } = await prove();
    expect(toHex(photoBytesOf(proof.photo))).toBe(toHex(await labPhoto()));
    const issuer = decodeCvCertificate(proof.surface.issuerCertificate);
    const { surfaceRoots } = await trustAnchors(lab.authority);
    const root = fromBase64url(surfaceRoots[0]!);
    expect(toHex(issuer.issuerKeyId)).toBe(toHex((await sha256(root)).slice(0, 16)));
    expect(signedBySpki(root, issuer.body, issuer.signature)).toBe(true);
    const { holderDigest, textDigest, signature } = proof.surface;
    const signed = photoSignatureInput({ holderDigest, textDigest, photoDigest: await sha256(proof.photo) });
    expect(signedBySpki(rsaSpki(issuer.publicKey), signed, signature)).toBe(true);
    const evidence = cardEvidence(proof);
    expect(v.is(CardEvidence, evidence)).toBe(true);
    const sent = Buffer.from(concat(proof.photo, ascii(JSON.stringify(evidence))));
    expect(sent.includes(HOLDER.birthDate)).toBe(false);
    expect(sent.includes(HOLDER.name)).toBe(false);
  });

  it('stops at a wrong matching number and says how many tries are left', async () => {
    const { card } = await insert(made);
    const wrong = printed({ securityCode: '0000' });
    const request = {
      card,
      pin: secret(PIN),
      challenge: await step1Challenge(server),
      matchingNumberB: wrong,
    };
    await expect(proveStep1(request)).rejects.toMatchObject({
      code: 'pin-wrong',
      facts: { reference: 'matching-number', triesLeft: 9 },
    });
    await selectSurface(card);
    expect(await readTries(card, MATCHING_NUMBER_B)).toBe(9);
  });
});
