import { toBase64url } from '#schema/contract/bytes.ts';
import { inUse, leaseAt, type Reservation } from '../domain/reservation.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import { chargeTry, UNTRIED, type Charge, type CountedTries } from '../domain/throttle-policy.ts';
import type { Call, FaceTry, PayloadOf, Ports, Proof, TakenToken, TryFacts } from '../ports/index.ts';
import { knownUntil } from './challenge.ts';
import { openWith } from './opening.ts';

/** A try lost to another one is decided anew on what then stands; this often at most. */
const ROUNDS = 3;

/** What it takes to begin a try. */
export type Trying = Pick<Ports, 'settings' | 'faceTries' | 'seen' | 'random'>;

/** A try that was charged, with the challenge in its hands; `open` is the card's one reservation without an end. */
export interface Charged {
  kind: 'charged';
  taken: TakenToken;
  charge: Charge;
  open: Reservation | null;
}

/** What became of the challenge before. */
export interface Answered {
  kind: 'answered';
  outcome: string;
  reservation: Reservation | null;
}

type Attempt = Omit<FaceTry, 'charge'>;

/**
 * Takes the challenge and charges the try to the card, before the matcher looks: parallel requests cannot buy tries, and a
 * crash cannot make one free. Of most cards nothing is counted, so that is assumed first; where it is not so, or anything
 * stands in the way, nothing is written, and it is decided on what was found in the same trip.
 */
export async function beginTry(
  ports: Trying,
  { certId }: PayloadOf['card'],
  { jti, answerBy }: PayloadOf['liveness'],
  { now, bodyDigest: digest, proof }: Call,
): Promise<Result<Charged | Answered>> {
  const challenge = {
    kind: 'liveness',
    id: jti,
    takenAt: now,
    digest,
    expiresAt: knownUntil(answerBy),
  } as const;
  const attempt = { challenge, answerable: now < answerBy };
  const first = chargeOf(ports, certId, UNTRIED, now);
  if (!first.ok) return first;
  let charge = first.value;
  for (let round = 0; round < ROUNDS; round++) {
    const tried = await tryOnce(ports, attempt, charge, round === 0 ? proof : null);
    if (!tried.ok) return tried;
    if (tried.value.kind !== 'again') return ok(tried.value);
    ({ charge } = tried.value);
  }
  return refused('conflict', 'throttle');
}

/** @returns `again`: the count is another one, and this is the charge on top of it */
async function tryOnce(
  ports: Trying,
  attempt: Attempt,
  charge: Charge,
  proof: Proof | null,
): Promise<Result<Charged | Answered | { kind: 'again'; charge: Charge }>> {
  const { kind, id, expiresAt, takenAt: now } = attempt.challenge;
  const tried = await ports.faceTries.begin({ ...attempt, charge }, proof);
  if (tried === 'replayed') return refused('token-refused', 'dpop-jti');
  const { known, open, answered: reservation } = tried;
  if (tried.begun) return ok({ kind: 'charged', taken: { kind, id, expiresAt, takenAt: now }, charge, open });
  const isOpen = openWith(ports.settings, tried.maintenance, 'phone', now);
  if (!isOpen.ok) return isOpen;
  if (known.state === 'answered') return ok({ kind: 'answered', outcome: known.outcome, reservation });
  const may = mayTry(attempt, tried);
  const next = may.ok ? chargeOf(ports, charge.certId, tried.counted, now) : may;
  if (next.ok) return ok({ kind: 'again', charge: next.value });
  // That answer was lost, and this request gets none: whoever comes next finds the challenge free.
  if (known.state === 'lost') await ports.seen.forget({ kind, id, expiresAt, takenAt: known.takenAt });
  return next;
}

/** Is the challenge free, and no kiosk at work on the card's reservation? */
function mayTry({ challenge, answerable }: Attempt, { known, open }: TryFacts): Result<null> {
  if (known.state === 'working') return refused('conflict', 'challenge-in-work', { retryAfter: 2 });
  if (known.state === 'other-body') return refused('token-used', 'challenge');
  if (!answerable) return refused('token-refused', 'liveness-answer-by');
  const lease = open && leaseAt(open, challenge.takenAt);
  return lease ? inUse(lease, challenge.takenAt) : ok(null);
}

/** The try counted on top of what is, if the card may try. */
function chargeOf(
  { random }: Pick<Ports, 'random'>,
  certId: string,
  { salt, ...from }: CountedTries,
  now: number,
): Result<Charge> {
  const next = chargeTry(from, now);
  if (!next.ok) return next;
  return ok({
    id: random.uuid(),
    certId,
    salt: salt ?? toBase64url(random.bytes(16)),
    from,
    next: next.value,
  });
}
