import { PASSWORD_LENGTH } from '#schema/contract/card.ts';
import { pinFailure, refusal, SW, triesOf } from './apdu/status-word.ts';
import { JPKI } from './applets/jpki.ts';
import type { Card } from './card.ts';
import { CardFailure, type ReferenceName } from './failure.ts';
import { selectFile } from './file.ts';

/** A PIN-like secret on the card: its file in the current application, and what may be sent to it. */
export interface Reference {
  name: ReferenceName;
  file: number;
  accepts(secret: Uint8Array): boolean;
}

const isDigit = (byte: number) => byte >= 0x30 && byte <= 0x39;
const isUpperCase = (byte: number) => byte >= 0x41 && byte <= 0x5a;
const digits = (length: number) => (secret: Uint8Array) => secret.length === length && secret.every(isDigit);

/** 利用者証明用 PIN, in the JPKI application. */
export const USER_PIN: Reference = { name: 'user-pin', file: JPKI.userPin, accepts: digits(4) };

/** 署名用 password. Only length and alphabet: an old password may predate the rule that it holds both kinds. */
export const SIGNATURE_PASSWORD_REFERENCE: Reference = {
  name: 'signature-password',
  file: JPKI.signaturePassword,
  accepts: (secret) =>
    secret.length >= PASSWORD_LENGTH.min &&
    secret.length <= PASSWORD_LENGTH.max &&
    secret.every((byte) => isDigit(byte) || isUpperCase(byte)),
};

/** 照合番号B, in the surface application. */
export const MATCHING_NUMBER_B: Reference = { name: 'matching-number', file: 0x0012, accepts: digits(14) };

/** Tries left, without spending one: VERIFY with no data. Null when the card does not report them. */
export async function readTries(card: Card, reference: Reference): Promise<number | null> {
  await selectFile(card, reference.file);
  const { sw } = await card.send({ name: 'VERIFY', cla: 0, ins: 0x20, p1: 0, p2: 0x80 });
  // 6300 is how a card without a limit says so (ISO/IEC 7816-4 §7.5.2)
  if (sw === SW.ok || sw === SW.authenticationFailed) return null;
  const tries = triesOf(sw);
  if (tries === undefined) throw refusal('VERIFY', sw, { reference: reference.name });
  return tries;
}

/** `secret` is ASCII bytes that the caller may overwrite afterwards. */
export interface PinEntry {
  secret: Uint8Array;
  /** Says that the person knows this is the last try. Without it the last try is never spent. */
  confirmLastTry?: boolean;
}

/**
 * Enters a secret. What the card would surely refuse is refused here, so that no try is spent on a typing slip.
 * Throws `CardFailure`: `pin-format`, `pin-blocked`, `pin-last-try`, `pin-wrong` (with tries left).
 */
export async function verify(
  card: Card,
  reference: Reference,
  { secret, confirmLastTry }: PinEntry,
): Promise<void> {
  const { name } = reference;
  if (!reference.accepts(secret)) throw new CardFailure('pin-format', { reference: name });
  const triesLeft = await readTries(card, reference);
  if (triesLeft === 0) throw new CardFailure('pin-blocked', { reference: name, triesLeft });
  if (triesLeft === 1 && !confirmLastTry)
    throw new CardFailure('pin-last-try', { reference: name, triesLeft });
  const { sw } = await card.send({ name: 'VERIFY', cla: 0, ins: 0x20, p1: 0, p2: 0x80, data: secret });
  if (sw === SW.ok) return;
  // 6300 says "wrong" without a count.
  const counted = sw === SW.authenticationFailed ? await readTries(card, reference) : null;
  throw pinFailure(counted === null ? sw : SW.triesLeft + counted, name);
}
