import {
  authorisationMessage,
  BerError,
  concat,
  decodeAuthorisation,
  encodeResetRecord,
  receiptMessage,
  sameOctets,
  signaturePasswordFaults,
  type Octets,
} from '#schema/contract/card.ts';
import { toBase64url } from '#schema/contract/bytes.ts';
import { SW } from '#clients/card/apdu/status-word.ts';
import { SecureMessagingError } from '#clients/card/reset/secure-messaging.ts';
import { answer, word, type CardCommand, type Reply } from '../apdu.ts';
import { attest, endReset, type Chip, type ResetInProgress } from '../chip.ts';
import { MAX_TRIES } from '../profile.ts';

const MAX_RESETS = 0xffff;

/** Commands of CLA 0C: opened, carried out, and answered inside the channel. A broken one ends the channel. */
export async function secured(chip: Chip, command: CardCommand): Promise<Reply> {
  const { reset } = chip.state;
  if (!reset) return word(SW.secureMessagingNotSupported);
  let data: Octets | undefined;
  try {
    data = reset.messaging.open({ name: '', ...command, le: 256 });
    return reset.messaging.seal(await carryOut(chip, reset, { ...command, data }));
  } catch (error) {
    if (!(error instanceof SecureMessagingError)) throw error;
    endReset(chip);
    return word(error.statusWord);
  } finally {
    data?.fill(0);
  }
}

function carryOut(chip: Chip, reset: ResetInProgress, command: CardCommand): Reply | Promise<Reply> {
  if (command.ins === 0x82) return externalAuthenticate(chip, reset, command);
  return command.ins === 0x2c ? resetRetryCounter(chip, reset, command) : word(SW.unknownInstruction);
}

/** EXTERNAL AUTHENTICATE: takes a reset authorisation. r is spent whatever the outcome, so one r means one look. */
async function externalAuthenticate(
  chip: Chip,
  reset: ResetInProgress,
  { p1, p2, data }: CardCommand,
): Promise<Reply> {
  const { r } = reset;
  reset.r = null;
  reset.ticketHash = null;
  if (p1 !== 0 || p2 !== 0) return word(SW.wrongParameters);
  if (!chip.state.verified.has('userPin')) return word(SW.securityStatus);
  reset.ticketHash = r && (await authorisedTicket(chip, { ...reset, r }, data));
  r?.fill(0);
  return word(reset.ticketHash ? SW.ok : SW.authenticationFailed);
}

/** Hash of the ticket that a genuine authorisation for this card, channel and kiosk key names; else null. */
async function authorisedTicket(
  { identity }: Chip,
  { r, kioskKeyHash }: { r: Octets; kioskKeyHash: Octets },
  sealed: Octets,
): Promise<Octets | null> {
  const authorisation = authorisationIn(sealed);
  const key = authorisation && identity.resetKeys.get(toBase64url(authorisation.issuerKeyId));
  if (!authorisation || !key) return null;
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  const message = authorisationMessage(authorisation.signed);
  const genuine = await crypto.subtle.verify(algorithm, key, authorisation.signature, message);
  const meant =
    sameOctets(authorisation.cardId, identity.cardId) &&
    sameOctets(authorisation.r, r) &&
    sameOctets(authorisation.kioskKeyHash, kioskKeyHash);
  return genuine && meant ? new Uint8Array(authorisation.ticketHash) : null;
}

function authorisationIn(sealed: Octets) {
  try {
    return decodeAuthorisation(sealed);
  } catch (error) {
    if (error instanceof BerError) return undefined;
    throw error;
  }
}

/** RESET RETRY COUNTER (P1 02, P2 9B): the new signature password, once for each authorisation. */
async function resetRetryCounter(
  chip: Chip,
  reset: ResetInProgress,
  { p1, p2, data }: CardCommand,
): Promise<Reply> {
  if (p1 !== 0x02 || p2 !== 0x9b) return word(SW.wrongParameters);
  const { ticketHash } = reset;
  if (!ticketHash || !chip.state.verified.has('userPin')) return word(SW.securityStatus);
  if (signaturePasswordFaults(data).length > 0) return word(SW.wrongData);
  if (chip.memory.reset.counter >= MAX_RESETS) return word(SW.conditions);
  reset.ticketHash = null;
  await chip.memory.commitReset(data, ticketHash);
  chip.state.verified.delete('signaturePassword');
  return receipt(chip);
}

async function receipt(chip: Chip): Promise<Reply> {
  const { counter, ticketHash } = chip.memory.reset;
  const record = encodeResetRecord({ counter, tries: MAX_TRIES.signaturePassword, ticketHash });
  return answer(concat(record, await attest(chip, receiptMessage(chip.identity.cardId, record))));
}
