import type { Complete, CompleteReply, Recover, RecoverReply } from '#schema/contract/redemption.ts';
import { completeAuthorised } from '../domain/reservation.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { AuthorisationRecord, Call, CardWord, Ports, ReadToken, VisitFacts } from '../ports/index.ts';
import { recordFor, recordWithoutRow, recordWord } from './card-word.ts';
import type { Verifying } from './stored-reservation.ts';
import { decideVisit, visitOf, type Deciding, type Decision } from './visit.ts';

type Needs = Deciding & Verifying & Pick<Ports, 'cardTrust' | 'records'>;

/** What is brought after a reset, believed: the card's word, and the record it is about. */
interface Evidence {
  word: CardWord;
  record: AuthorisationRecord;
}

/**
 * The card's receipt makes the reset known. Taken at any time: a card that was reset must never be recorded as not. The
 * record says how the authorisation left the reservation, and mostly nothing has happened to it since.
 */
export async function completeReset(
  ports: Needs,
  message: Complete,
  call: Call,
): Promise<Result<CompleteReply>> {
  const evidence = await evidenceIn(ports, message);
  const ground = { kiosk: 'known' } as const;
  // Whoever is no kiosk is told that first.
  if (!evidence.ok) return decideVisit(ports, { asked: {}, ground, call }, async () => evidence);
  const { word, record } = evidence.value;
  if (!(await ports.mayKioskAsk(record.kioskId))) return refused('rate-limited', 'kiosk');
  const { reservationId, ticketHash, chipId } = record;
  const move = completeAuthorised(record, call.now);
  const left = { ...ground, row: { ticketHash, chipId, state: 'claimed' as const } };
  const asked = { reservationId };
  const outcome = await ports.visits.write(
    { move, ground: left, proof: call.proof },
    { ...asked, thumbprint: call.proof.jkt },
    call.now,
  );
  if (outcome.state === 'replayed') return refused('token-refused', 'dpop-jti');
  if (outcome.state === 'done') return ok({ reservationId, completedAt: call.now });
  const question = { asked, ground, call, facts: outcome.facts };
  return decideVisit(ports, question, async ({ held }) =>
    held ? recordWord(ports, held, word, call.now) : answered(await recordWithoutRow(ports, record, call)),
  );
}

async function evidenceIn(
  ports: Pick<Ports, 'cardTrust' | 'records'>,
  message: Complete,
): Promise<Result<Evidence>> {
  const word = await ports.cardTrust.receipt(message);
  if (!word.ok) return word;
  const record = await recordFor(ports, message.record, word.value);
  return record.ok ? ok({ word: word.value, record: record.value }) : record;
}

const answered = <T>(done: Result<T>): Result<Decision<T>> =>
  done.ok ? ok({ change: null, answer: () => done.value }) : done;

/**
 * After a torn write: the card says itself which reset it took last. That is recorded, and the answer is for the
 * reservation of this visit; a visit that claimed none is told which it was.
 */
export async function recover(
  ports: Needs & Pick<Ports, 'settings'>,
  { token, payload }: ReadToken<'redemption'>,
  message: Recover,
  call: Call,
): Promise<Result<RecoverReply>> {
  const challenge = { audience: ports.settings.issuer, token, nonce: payload.nonce };
  const word = await ports.cardTrust.status(message, challenge);
  if (!word.ok) return word;
  const asked = { visit: visitOf(payload), ticketHash: word.value.ticketHash };
  const question = { asked, ground: { kiosk: 'known' } as const, call };
  return decideVisit(ports, question, async (facts) => {
    const told = await recordStatus(ports, word.value, message.record, facts, call);
    if (!told.ok) return told;
    const { change, answer } = told.value;
    return ok({ change, answer: async () => outcomeFor(facts, await answer()) });
  });
}

/** Null when the card names no reset that is known here. */
async function recordStatus(
  ports: Needs,
  word: CardWord,
  text: string | undefined,
  { named }: VisitFacts,
  call: Call,
): Promise<Result<Decision<CompleteReply | null>>> {
  if (named) return recordWord(ports, named, word, call.now);
  const record = text === undefined ? null : await recordFor(ports, text, word);
  // One of another reset: this write was not what the card did last.
  return record?.ok ? answered(await recordWithoutRow(ports, record.value, call)) : answered(ok(null));
}

function outcomeFor({ visit, held }: VisitFacts, told: CompleteReply | null): RecoverReply {
  if (!visit || visit.reservationId === told?.reservationId) return outcomeOf(told);
  if (held?.state !== 'completed') return outcomeOf(null);
  return outcomeOf({ reservationId: held.id, completedAt: held.endedAt! });
}

const outcomeOf = (told: CompleteReply | null): RecoverReply =>
  told ? { outcome: 'completed', ...told } : { outcome: 'not-reset', reservationId: null, completedAt: null };
