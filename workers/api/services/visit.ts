import type { Change } from '../domain/reservation.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type {
  Asked,
  Call,
  Ground,
  Kiosk,
  PayloadOf,
  Ports,
  Redemption,
  VisitFacts,
  VisitKey,
} from '../ports/index.ts';

/** A change lost to another one is decided anew on the facts as they then stand; this often at most. */
export const ROUNDS = 3;

/** What it takes to decide a call of STEP 2. */
export type Deciding = Pick<Ports, 'visits' | 'mayKioskAsk'>;

/** What a call comes to: a change, if it takes one, and what is answered once that is written. */
export interface Decision<T> {
  change: Change | null;
  redemption?: Redemption;
  answer: () => T | Promise<T>;
}

/** The visit that a redemption token stands for. */
export const visitOf = ({ iat, jti }: Pick<PayloadOf['redemption'], 'iat' | 'jti'>): VisitKey => ({
  openedAt: iat,
  id: jti,
});

interface Question {
  /** What it is decided on. */
  asked: Omit<Asked, 'thumbprint'>;
  /** What the change rests on besides the reservation's version. */
  ground: Ground;
  call: Call;
  /** Of a write that was lost: who asks was counted then. */
  facts?: VisitFacts;
}

/** Reads the facts, has them decided, and writes the change if its grounds still stand; else they are decided anew. */
export async function decideVisit<T>(
  ports: Deciding,
  question: Question,
  decide: (facts: VisitFacts, kiosk: Kiosk) => Promise<Result<Decision<T>>>,
): Promise<Result<T>> {
  const { ground, call } = question;
  const asked = { ...question.asked, thumbprint: call.proof.jkt };
  let facts = question.facts ?? (await ports.visits.facts(asked, call.now));
  const admitted = question.facts ? ok(null) : await admit(ports, facts.kiosk, ground.kiosk);
  if (!admitted.ok) return admitted;
  for (let round = 0; round < ROUNDS; round++) {
    const kiosk = requireKiosk(facts.kiosk, ground.kiosk);
    if (!kiosk.ok) return kiosk;
    const decision = await decide(facts, kiosk.value);
    if (!decision.ok) return decision;
    const { change, redemption, answer } = decision.value;
    if (!change) return ok(await answer());
    const writing = { move: change, ground, proof: call.proof, redemption };
    const outcome = await ports.visits.write(writing, asked, call.now);
    if (outcome.state === 'done') return ok(await answer());
    if (outcome.state === 'replayed') return refused('token-refused', 'dpop-jti');
    facts = outcome.facts;
  }
  return refused('conflict', 'version');
}

/**
 * The kiosk behind a call, if it may work and may ask once more. Its budget is counted only after its row was read: a
 * proof by anybody's fresh key verifies too.
 */
export async function admit(
  ports: Pick<Ports, 'mayKioskAsk'>,
  found: Kiosk | null,
  as: Ground['kiosk'],
): Promise<Result<Kiosk>> {
  const kiosk = requireKiosk(found, as);
  if (!kiosk.ok || (await ports.mayKioskAsk(kiosk.value.id))) return kiosk;
  return refused('rate-limited', 'kiosk');
}

function requireKiosk(kiosk: Kiosk | null, as: Ground['kiosk']): Result<Kiosk> {
  if (!kiosk) return refused('kiosk-unknown', 'thumbprint');
  if (kiosk.state === 'active' || as === 'known') return ok(kiosk);
  return refused(`kiosk-${kiosk.state}`, 'state');
}
