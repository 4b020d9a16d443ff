import { toBase64url } from '#schema/contract/bytes.ts';
import type { Presentation, PresentationFacts } from '#schema/contract/face.ts';
import { decideFace, type FaceDecision } from '../domain/face-policy.ts';
import { inUse, leaseAt } from '../domain/reservation.ts';
import { matcherFault } from '../domain/fault.ts';
import { ok, refused, type Refused, type Result } from '../domain/result.ts';
import { chargeTry, triesLeft, type Charge } from '../domain/throttle-policy.ts';
import type { PayloadOf, Ports } from '../ports/index.ts';

/**
 * `final` refusals are the answer to this challenge for good; the others leave it unanswered.
 * `thresholds` names the operating point a match was decided at, `charge` the try it was counted as until then.
 */
export type Compared =
  | { ok: true; thresholds: string; charge: Charge; giveBack: () => Promise<void> }
  | (Refused & { final: boolean });

/** What it takes to compare a face and to count the try. */
export type Comparing = Pick<Ports, 'reservations' | 'throttles' | 'matcher' | 'random'>;

/**
 * Compares a presentation with the chip photo. The try is charged to the card before the matcher answers and given back
 * unless liveness or match failed: parallel requests cannot buy tries, and a crash cannot make one free.
 */
export async function comparePresentation(
  ports: Comparing,
  card: PayloadOf['card'],
  presentation: Omit<Presentation, 'reference'>,
  now: number,
): Promise<Compared> {
  const newest = await ports.reservations.newestOf(card.certId, now);
  const lease = newest && leaseAt(newest, now);
  if (lease) return unanswered(inUse(lease, now));
  const { certId } = card;
  const from = await ports.throttles.get(certId);
  const charged = chargeTry(from, now);
  if (!charged.ok) return unanswered(charged);
  const salt = from.salt ?? toBase64url(ports.random.bytes(16));
  const charge = { id: ports.random.uuid(), certId, salt, from, next: charged.value };
  if (!(await ports.throttles.charge(charge, now))) return unanswered(refused('conflict', 'throttle'));
  const giveBack = () => ports.throttles.giveBack(charge, now);
  const facts = await examine(ports, { reference: card.embedding, ...presentation });
  if (facts.ok) return judge(card, facts.value, charge, giveBack);
  await giveBack();
  return unanswered(facts);
}

async function examine(
  { matcher }: Pick<Ports, 'matcher'>,
  presentation: Presentation,
): Promise<Result<PresentationFacts>> {
  try {
    return ok(await matcher.examine(presentation));
  } catch (error) {
    return refused('matcher-unavailable', 'examine', { fault: matcherFault(error) });
  }
}

async function judge(
  card: PayloadOf['card'],
  facts: PresentationFacts,
  charge: Charge,
  giveBack: () => Promise<void>,
): Promise<Compared> {
  const decision = decideFace(facts, card.model);
  if (decision.kind === 'match') return { ok: true, thresholds: decision.thresholds, charge, giveBack };
  if (decision.kind === 'undecidable') {
    await giveBack();
    return unanswered(refused('matcher-unavailable', decision.check));
  }
  if (decision.kind === 'unusable') await giveBack();
  return { ...refusalOf(decision, triesLeft(charge.next)), final: true };
}

/** @param left tries before a pause, where the refusal cost one: pictures that could not be used cost none */
function refusalOf(
  decision: Exclude<FaceDecision, { kind: 'match' | 'undecidable' }>,
  left: number,
): Refused {
  switch (decision.kind) {
    case 'unusable':
      return refused('face-unusable', decision.reasons.join(','), { reasons: decision.reasons });
    case 'not-live':
      return refused('face-not-live', decision.check, { triesLeft: left });
    case 'no-match':
      return refused('face-no-match', 'score', { triesLeft: left });
  }
}

const unanswered = (refusal: Refused): Compared => ({ ...refusal, final: false });
