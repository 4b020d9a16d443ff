import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import { concat, decodeAuthorisation, decodeSignedRecord, encodeResetRecord } from '#schema/contract/card.ts';
import type { Authorise, Claim, Complete } from '#schema/contract/redemption.ts';
import { ok } from '../../domain/result.ts';
import type { CardTrust, CardWord } from '../../ports/index.ts';

// Cards that are believed by their one-letter names: what a card has to prove is shown elsewhere, and a thousand
// schedules need no thousand RSA signatures.

const filled = (bytes: number, letter = 'A') => letter.repeat(Math.ceil((bytes * 4) / 3));

export const identityOf = (card: string) => ({ certId: `cert-${card}`, chipId: `chip-${card}` });
const named = (cardId: string) => identityOf(cardId[0]!);

/** Believes what these cards say. */
export const believing: Partial<CardTrust> = {
  step2: async ({ binding: { cardId }, status }) => ok({ ...named(cardId), word: wordOf(cardId, status) }),
  keyAgreement: async ({ cardId }) => ok({ chipId: named(cardId).chipId }),
  receipt: async ({ cardId, receipt }) => ok(wordOf(cardId, receipt)),
  status: async ({ cardId, status }) => ok(wordOf(cardId, status)),
};

function wordOf(cardId: string, record: string): CardWord {
  const { counter, ticketHash } = decodeSignedRecord(fromBase64url(record));
  return { chipId: named(cardId).chipId, counter, ticketHash: toBase64url(ticketHash) };
}

const shared = { cardCertificate: 'AAAA', kioskKey: filled(65) };

/** `used`: the ticket hash of the last reset, base64url; null before the first. */
export const claimOf = (card: string, used: string | null): Claim => ({
  ...shared,
  authCertificate: 'AAAA',
  authSignature: filled(256),
  binding: { cardId: filled(16, card), photoSignatureHash: filled(32), signature: filled(64) },
  status: recordOf(used),
});

export const authoriseOf = (card: string): Authorise => ({
  ...shared,
  cardKey: filled(65),
  r: filled(16),
  cardId: filled(16, card),
  signature: filled(64),
});

/** Receipt of the last reset; `ticketHash` is base64url, null before the first. */
export const completeOf = (card: string, ticketHash: string | null): Omit<Complete, 'record'> => ({
  cardId: filled(16, card),
  receipt: recordOf(ticketHash),
  cardCertificate: 'AAAA',
});

function recordOf(used: string | null): string {
  const ticketHash = used === null ? new Uint8Array(32) : fromBase64url(used);
  const record = encodeResetRecord({ counter: used === null ? 0 : 1, tries: 5, ticketHash });
  return toBase64url(concat(record, new Uint8Array(64)));
}

/** What a card takes from an authorisation: the ticket it will name in its receipt. */
export const ticketHashIn = (authorisation: string) =>
  toBase64url(decodeAuthorisation(fromBase64url(authorisation)).ticketHash);
