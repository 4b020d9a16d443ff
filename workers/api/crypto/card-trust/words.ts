import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import {
  decodeSignedRecord,
  keyAgreementMessage,
  receiptMessage,
  statusMessage,
  statusNonceOf,
  type Octets,
} from '#schema/contract/card.ts';
import type { Authorise, Complete, Recover } from '#schema/contract/redemption.ts';
import type { CardChallenge, CardWord } from '../../ports/index.ts';
import { attestedChip, type Chip } from './attestation.ts';
import { requireInTime } from './anchors.ts';
import { require } from './check.ts';
import type { Ground } from './ground.ts';
import { cardChallengeOf, verifyEcdsa } from './signatures.ts';

// A receipt or a status is believed whenever it comes. The card certificate was in its time and not revoked when the
// reset was authorised; refusing the card's word afterwards would only leave a reset that happened unrecorded.

/** The card's answer to GENERAL AUTHENTICATE is its own. Throws `Untrusted`. */
export async function trustKeyAgreement(ground: Ground, agreement: Authorise, now: number) {
  const chip = await attestedChip(ground, agreement);
  requireInTime(chip.certified, now);
  const { kioskKey, cardKey, r, signature } = agreement;
  const keys = [fromBase64url(kioskKey), fromBase64url(cardKey), fromBase64url(r)] as const;
  const message = keyAgreementMessage(chip.cardId, ...keys);
  require(await verifyEcdsa(chip.key, fromBase64url(signature), message), 'key-agreement-signature');
  await ground.revocation.requireUnrevoked(chip.certified, now);
  return { chipId: chip.chipId };
}

/** The card's receipt of a reset. Throws `Untrusted`. */
export async function trustReceipt(
  ground: Ground,
  { receipt, ...card }: Omit<Complete, 'record'>,
): Promise<CardWord> {
  const chip = await attestedChip(ground, card);
  return signedRecord(chip, receipt, (record) => receiptMessage(chip.cardId, record));
}

/** The card's status, made for this challenge. Throws `Untrusted`. */
export async function trustStatus(
  ground: Ground,
  { status, ...card }: Recover,
  challenge: CardChallenge,
): Promise<CardWord> {
  const chip = await attestedChip(ground, card);
  return statusOf(chip, status, 'recover', challenge);
}

/** What a chip says of its last reset, signed for this challenge and this call. Throws `Untrusted`. */
export async function statusOf(
  chip: Chip,
  status: string,
  call: 'claim' | 'recover',
  challenge: CardChallenge,
): Promise<CardWord> {
  const nonce = statusNonceOf((await cardChallengeOf(call, challenge)).challenge);
  return signedRecord(chip, status, (record) => statusMessage(chip.cardId, nonce, record));
}

async function signedRecord(
  chip: Chip,
  text: string,
  message: (record: Octets) => Octets,
): Promise<CardWord> {
  const { record, signature, ticketHash, counter } = decodeSignedRecord(fromBase64url(text));
  require(await verifyEcdsa(chip.key, signature, message(record)), 'card-word-signature');
  return { chipId: chip.chipId, ticketHash: toBase64url(ticketHash), counter };
}
