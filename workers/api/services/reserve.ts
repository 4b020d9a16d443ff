import type { Frame, Presentation } from '#schema/contract/face.ts';
import type { ReservationReply } from '#schema/contract/reservation.ts';
import { ok, refused, type Failure, type Result } from '../domain/result.ts';
import type { Call, PayloadOf, Ports, TakenToken } from '../ports/index.ts';
import { comparePresentation, type Comparing } from './compare-presentation.ts';
import { makeReservation, type Reserving } from './make-reservation.ts';
import { requireOpen } from './opening.ts';
import { reservationReply } from './reservation-reply.ts';

/** A presentation of the face, and which challenge it answers. */
export interface Capture {
  challenge: string;
  frames: Frame[];
}

/** What became of a challenge, as stored for a repeated request. */
type Outcome = { reservationId: string } | { failure: Failure };

type Needs = Comparing & Reserving & Pick<Ports, 'seen' | 'challenges'>;

/** STEP 1, the face: one challenge is worth one decision; asking again with the same body gets the same answer. */
export async function reserve(
  ports: Needs,
  card: PayloadOf['card'],
  capture: Capture,
  call: Call,
): Promise<Result<ReservationReply>> {
  const challenge = await readChallenge(ports, card, capture.challenge, call.now);
  if (!challenge.ok) return challenge;
  const open = await requireOpen(ports, 'phone', call.now);
  if (!open.ok) return open;
  const { jti, exp, answerBy, steps } = challenge.value;
  const taken = { kind: 'liveness', id: jti, takenAt: call.now } as const;
  // Another phone may hold the same challenge longer than this one: what became of it is known as long as it can be answered.
  const expiresAt = Math.max(exp, answerBy);
  const seen = await ports.seen.begin({ ...taken, digest: call.bodyDigest, expiresAt }, call.proof);
  switch (seen.state) {
    case 'fresh':
      if (call.now < answerBy) return decide(ports, card, { steps, frames: capture.frames }, taken, call);
      await ports.seen.forget(taken);
      return refused('token-refused', 'liveness-answer-by');
    case 'answered':
      return repeat(ports, JSON.parse(seen.outcome) as Outcome, call);
    case 'working':
      return refused('conflict', 'challenge-in-work', { retryAfter: 2 });
    case 'other-body':
      return refused('token-used', 'challenge');
    case 'replayed':
      return refused('token-refused', 'dpop-jti');
  }
}

async function decide(
  ports: Needs,
  card: PayloadOf['card'],
  presentation: Omit<Presentation, 'reference'>,
  taken: TakenToken,
  call: Call,
) {
  const compared = await comparePresentation(ports, card, presentation, call.now);
  if (!compared.ok) {
    if (compared.final) await settle(ports, card, compared.failure, taken);
    else await ports.seen.forget(taken);
    return compared;
  }
  // What was written after all is not undone by it: then the count is gone and the challenge answered.
  const undo = async () => {
    await compared.giveBack();
    await ports.seen.forget(taken);
  };
  const made = await makeReservation(ports, card, compared, taken, call.now).catch(async (fault: unknown) => {
    await undo();
    throw fault;
  });
  if (!made.ok) await undo();
  return made;
}

/** The answer to a challenge for good. Where the pictures could not be used, the sequence itself stays open. */
async function settle(
  { challenges, random }: Pick<Ports, 'challenges' | 'random'>,
  { certId }: PayloadOf['card'],
  failure: Failure,
  taken: TakenToken,
): Promise<void> {
  const answer = { ...taken, outcome: JSON.stringify({ failure } satisfies Outcome) };
  if (failure.code === 'face-unusable') await challenges.unusable(answer, certId, random.uuid());
  else await challenges.decided(answer, certId);
}

async function readChallenge(
  ports: Pick<Ports, 'tokens'>,
  card: PayloadOf['card'],
  token: string,
  now: number,
) {
  const challenge = await ports.tokens.read('liveness', token, now);
  if (!challenge.ok) return challenge;
  const { sid, cnf } = challenge.value;
  return sid === card.sid && cnf.jkt === card.cnf.jkt
    ? challenge
    : refused('token-refused', 'challenge-of-other-session');
}

async function repeat(ports: Reserving, outcome: Outcome, { now }: Call): Promise<Result<ReservationReply>> {
  if ('failure' in outcome) return { ok: false, failure: outcome.failure };
  const reservation = await ports.reservations.byId(outcome.reservationId);
  if (!reservation) return refused('no-reservation', 'purged');
  const ticket = await ports.tokens.read('ticket', reservation.ticket, reservation.createdAt);
  return ticket.ok ? ok(await reservationReply(ports, reservation, ticket.value.face, now)) : ticket;
}
