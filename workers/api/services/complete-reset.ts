import type { Complete, CompleteReply, Recover, RecoverReply } from '#schema/contract/redemption.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Call, CardWord, Ports, ReadToken } from '../ports/index.ts';
import { recordFor, recordWithoutRow, recordWord } from './card-word.ts';

type Needs = Pick<Ports, 'reservations' | 'cardTrust' | 'tokens' | 'digest' | 'records'>;

/** The card's receipt makes the reset known. Taken at any time: a card that was reset must never be recorded as not. */
export async function completeReset(
  ports: Needs,
  message: Complete,
  call: Call,
): Promise<Result<CompleteReply>> {
  const word = await ports.cardTrust.receipt(message);
  if (!word.ok) return word;
  const record = await recordFor(ports, message.record, word.value);
  if (!record.ok) return record;
  const reservation = await ports.reservations.byId(record.value.reservationId);
  return reservation
    ? recordWord(ports, reservation, word.value, call)
    : recordWithoutRow(ports, record.value, call);
}

/**
 * After a torn write: the card says itself which reset it took last. That is recorded, and the answer is for the
 * reservation of this visit; a visit that claimed none is told which it was.
 */
export async function recover(
  ports: Needs & Pick<Ports, 'redemptions' | 'settings'>,
  redemption: ReadToken<'redemption'>,
  message: Recover,
  call: Call,
): Promise<Result<RecoverReply>> {
  const challenge = {
    audience: ports.settings.issuer,
    token: redemption.token,
    nonce: redemption.payload.nonce,
  };
  const word = await ports.cardTrust.status(message, challenge);
  if (!word.ok) return word;
  const told = await recordStatus(ports, word.value, message.record, call);
  if (!told.ok) return told;
  const visit = await ports.redemptions.byId(redemption.payload.jti);
  if (!visit || visit.reservationId === told.value?.reservationId) return ok(outcomeOf(told.value));
  const own = await ports.reservations.byId(visit.reservationId);
  if (own?.state !== 'completed') return ok(outcomeOf(null));
  return ok(outcomeOf({ reservationId: own.id, completedAt: own.endedAt! }));
}

/** Null when the card names no reset that is known here. */
async function recordStatus(
  ports: Needs,
  word: CardWord,
  text: string | undefined,
  call: Call,
): Promise<Result<CompleteReply | null>> {
  const reservation = await ports.reservations.byTicketHash(word.ticketHash);
  if (reservation) return recordWord(ports, reservation, word, call);
  const record = text === undefined ? null : await recordFor(ports, text, word);
  // One of another reset: this write was not what the card did last.
  return record?.ok ? recordWithoutRow(ports, record.value, call) : ok(null);
}

const outcomeOf = (told: CompleteReply | null): RecoverReply =>
  told ? { outcome: 'completed', ...told } : { outcome: 'not-reset', reservationId: null, completedAt: null };
