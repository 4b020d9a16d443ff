import type { Frame, Presentation } from '#schema/contract/face.ts';
import type { ReservationReply } from '#schema/contract/reservation.ts';
import { ok, refused, type Failure, type Result } from '../domain/result.ts';
import type { Call, PayloadOf, Ports } from '../ports/index.ts';
import { comparePresentation } from './compare-presentation.ts';
import { beginTry, type Answered, type Charged, type Trying } from './face-try.ts';
import { makeReservation, type Reserving } from './make-reservation.ts';
import { reservationReply } from './reservation-reply.ts';

/** A presentation of the face, and which challenge it answers. */
export interface Capture {
  challenge: string;
  frames: Frame[];
}

/** What became of a challenge, as stored for a repeated request. */
type Outcome = { reservationId: string } | { failure: Failure };

type Needs = Trying & Reserving & Pick<Ports, 'matcher'>;

/** STEP 1, the face: one challenge is worth one decision; asking again with the same body gets the same answer. */
export async function reserve(
  ports: Needs,
  card: PayloadOf['card'],
  capture: Capture,
  call: Call,
): Promise<Result<ReservationReply>> {
  const challenge = await readChallenge(ports, card, capture.challenge, call.now);
  if (!challenge.ok) return challenge;
  const begun = await beginTry(ports, card, challenge.value, call);
  if (!begun.ok) return begun;
  if (begun.value.kind === 'answered') return repeat(ports, begun.value, call);
  const { frames } = capture;
  return decide(ports, card, { steps: challenge.value.steps, frames }, begun.value, call.now);
}

async function decide(
  ports: Needs,
  card: PayloadOf['card'],
  presentation: Omit<Presentation, 'reference'>,
  begun: Charged,
  now: number,
): Promise<Result<ReservationReply>> {
  const { faceTries, random } = ports;
  const { taken, charge } = begun;
  const compared = await comparePresentation(ports, card, presentation, charge.next);
  if (compared.kind === 'match') {
    const match = { ...begun, thresholds: compared.thresholds };
    return makeReservation(ports, card, match, now).catch(async (fault: unknown) => {
      // What was written after all is not undone by it: then the count is gone and the challenge answered.
      await faceTries.undo(taken, charge);
      throw fault;
    });
  }
  const { kind, refusal } = compared;
  const answer = { ...taken, outcome: JSON.stringify({ failure: refusal.failure } satisfies Outcome) };
  if (kind === 'undecided') await faceTries.undo(taken, charge);
  else if (kind === 'unusable') await faceTries.unusable(answer, charge, random.uuid());
  else await faceTries.decided(answer, card.certId);
  return refusal;
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

async function repeat(
  ports: Reserving,
  { outcome: text, reservation }: Answered,
  { now }: Call,
): Promise<Result<ReservationReply>> {
  const outcome = JSON.parse(text) as Outcome;
  if ('failure' in outcome) return { ok: false, failure: outcome.failure };
  if (!reservation) return refused('no-reservation', 'purged');
  const ticket = await ports.tokens.read('ticket', reservation.ticket, reservation.createdAt);
  return ticket.ok ? ok(await reservationReply(ports, reservation, ticket.value.face, now)) : ticket;
}
