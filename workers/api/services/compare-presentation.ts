import type { Presentation, PresentationFacts } from '#schema/contract/face.ts';
import { decideFace, type FaceDecision } from '../domain/face-policy.ts';
import { inUse, leaseAt } from '../domain/reservation.ts';
import { refused, type Failure, type Refused } from '../domain/result.ts';
import { chargeTry, FREE_QUALITY_REFUSALS, triesLeft, type Throttle } from '../domain/throttle-policy.ts';
import type { PayloadOf, Ports } from '../ports/index.ts';

/**
 * `final` refusals are the answer to this challenge for good; the others leave it unanswered.
 * `thresholds` names the operating point a match was decided at.
 */
export type Compared =
  | { ok: true; thresholds: string; giveBack: () => Promise<void> }
  | (Refused & { final: boolean });

/** What it takes to compare a face and to count the try. */
export type Comparing = Pick<Ports, 'reservations' | 'throttles' | 'matcher'>;

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
  const before = await ports.throttles.get(card.certId);
  const charged = chargeTry(before, now);
  if (!charged.ok) return unanswered(charged);
  if (!(await ports.throttles.charge(card.certId, before, charged.value, now))) {
    return unanswered(refused('conflict', 'throttle'));
  }
  const giveBack = () => ports.throttles.giveBack(card.certId, before, charged.value, now);
  try {
    const facts = await ports.matcher.examine({ reference: card.embedding, ...presentation });
    return await judge(ports, card, facts, charged.value, giveBack);
  } catch {
    await giveBack();
    return unanswered(refused('matcher-unavailable', 'examine'));
  }
}

async function judge(
  ports: Pick<Ports, 'throttles'>,
  card: PayloadOf['card'],
  facts: PresentationFacts,
  charged: Throttle,
  giveBack: () => Promise<void>,
): Promise<Compared> {
  const decision = decideFace(facts, card.model);
  if (decision.kind === 'match') return { ok: true, thresholds: decision.thresholds, giveBack };
  if (decision.kind === 'undecidable') {
    await giveBack();
    return unanswered(refused('matcher-unavailable', decision.check));
  }
  const free = decision.kind === 'unusable' && (await isFree(ports, card));
  if (free) await giveBack();
  return { ...refusalOf(decision, free ? {} : { triesLeft: triesLeft(charged) }), final: true };
}

/** Does another refusal for quality cost nothing in this session? */
async function isFree(
  { throttles }: Pick<Ports, 'throttles'>,
  { sid, exp }: PayloadOf['card'],
): Promise<boolean> {
  return (await throttles.countQualityRefusal(sid, exp)) <= FREE_QUALITY_REFUSALS;
}

/** @param cost tries left, where the refusal cost one. */
function refusalOf(
  decision: Exclude<FaceDecision, { kind: 'match' | 'undecidable' }>,
  cost: Pick<Failure, 'triesLeft'>,
): Refused {
  switch (decision.kind) {
    case 'unusable':
      return refused('face-unusable', decision.reasons.join(','), { reasons: decision.reasons, ...cost });
    case 'not-live':
      return refused('face-not-live', decision.check, cost);
    case 'no-match':
      return refused('face-no-match', 'score', cost);
  }
}

const unanswered = (refusal: Refused): Compared => ({ ...refusal, final: false });
