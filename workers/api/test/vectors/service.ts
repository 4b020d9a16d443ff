import { SignJWT } from 'jose';
import { importPrivate, pointOf } from '#clients/lab/card/issuer/keys.ts';
import { checkWords } from '#schema/contract/check-words.ts';
import { sha256, toBase64url } from '#schema/contract/bytes.ts';
import {
  ascii,
  authorisationMessage,
  copyOf,
  decodeAuthorisation,
  fromHex,
  sealAuthorisation,
  toHex,
  type Octets,
} from '#schema/contract/card.ts';
import { createCrypto } from '#workers/api/crypto/index.ts';
import { CARD_ID, R } from './card.ts';
import { config, ISSUER, keys, settled, settledJws } from './keys.ts';

// What the service makes with its keys, by the project's own code and the lab keys of the file.

export const NOW = 1_800_000_000;
const RESERVATION = '0a0b0c0d-1111-4222-8333-444444444444';
const REDEMPTION = '1a1b1c1d-5555-4666-8777-888888888888';
const KIOSK = '2a2b2c2d-9999-4aaa-8bbb-cccccccccccc';
const hash = (byte: number): string => toBase64url(new Uint8Array(32).fill(byte));

type Made = Awaited<ReturnType<typeof createCrypto>>;

async function dpopProof({ digest, proofs }: Made, token: string) {
  const { d: _, ...jwk } = keys.dpop;
  const request = { method: 'GET', url: `${ISSUER}/v1/reservations/current`, now: NOW };
  const nonce = await proofs.nonce(NOW);
  const claims = { jti: 'a-proof-is-good-once', htm: request.method, htu: request.url, iat: NOW, nonce };
  const text = await new SignJWT({ ...claims, ath: await digest(token) })
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk })
    .sign(await importPrivate(keys.dpop));
  const { compact, ...parts } = settledJws('dpopProof', text);
  const read = await proofs.verify({ ...request, proof: compact, token });
  if (!read.ok) throw new Error('the service would refuse the proof');
  const { jkt } = read.value;
  return {
    key: 'dpop',
    ...request,
    token,
    nonce,
    nonceKey: 'master',
    ...parts,
    proof: compact,
    thumbprint: jkt,
    checkWords: checkWords(jkt),
  };
}

async function authorisation({ resetAuthority }: Made, ticketHash: Octets) {
  const kioskKey = pointOf(keys.kiosk);
  const facts = { kioskId: KIOSK, notAfter: NOW + 60 };
  const sealed = await resetAuthority.authorise({
    cardId: toBase64url(CARD_ID),
    r: toBase64url(R),
    kioskKeyHash: toBase64url(await sha256(kioskKey)),
    ticketHash: toBase64url(ticketHash),
    ...facts,
  });
  const { signed, signature: fresh } = decodeAuthorisation(copyOf(sealed));
  const message = toHex(authorisationMessage(signed));
  const signature = settled('authorisation', message, toHex(fresh));
  return {
    key: 'resetAuthority',
    cardId: toHex(CARD_ID),
    r: toHex(R),
    kioskKey: toHex(kioskKey),
    ticketHash: toHex(ticketHash),
    ...facts,
    message,
    signature,
    authorisation: toHex(sealAuthorisation(signed, fromHex(signature))),
  };
}

async function record({ records }: Made, ticketHash: Octets) {
  const facts = {
    reservationId: RESERVATION,
    kioskId: KIOSK,
    at: NOW,
    version: 3,
    commitment: hash(0xc0),
    ticketHash: toBase64url(ticketHash),
    chipId: hash(0xc1),
  };
  const { compact, ...parts } = settledJws('record', await records.sign(facts));
  return { key: 'ticket', ...facts, ...parts, record: compact };
}

/** All that the service makes; `ticketHash` goes on to what the card says. */
export async function serviceVectors() {
  const made = await createCrypto(config);
  const facts = { jti: RESERVATION, iat: NOW, exp: NOW + 86_400, cnf: { jkt: hash(0xd0) } };
  const card = { certId: hash(0xc2), chipId: hash(0xc1), face: { model: 'lab', thresholds: 'lab' } };
  const { compact: ticket, ...parts } = settledJws(
    'ticket',
    await made.tokens.make('ticket', { ...facts, ...card }),
  );
  const ticketHash = await sha256(ascii(ticket));
  const visit = { key: 'pepper', reservationId: RESERVATION, redemptionId: REDEMPTION };
  const vectors = {
    ticket: { key: 'ticket', ...facts, ...card, ...parts, ticket },
    ticketHash: { ticket, ticketHash: toHex(ticketHash) },
    authorisation: await authorisation(made, ticketHash),
    record: await record(made, ticketHash),
    dpopProof: await dpopProof(made, ticket),
    matchCode: { ...visit, matchCode: await made.matchCode(RESERVATION, REDEMPTION) },
    supportNumber: {
      key: 'pepper',
      visitId: REDEMPTION,
      supportNumber: await made.supportNumber(REDEMPTION),
    },
  };
  return { ticketHash, vectors };
}
