import type { FrameFacts, PoseStep, QualityReason } from '#schema/contract/face.ts';
import type { Aim } from '../ports.ts';
import type { Moment } from '#wasm/liveness/movement.ts';
import { meets, momentOf } from './aims.ts';

/** What the person is told at this moment: what is wrong with the picture, or where to move. */
export type Hint = { kind: 'fix'; reason: QualityReason } | { kind: 'aim'; aim: Aim } | { kind: 'hold' };

/** Where one presentation is. Pure data; the pictures lie elsewhere. */
export interface Guide {
  aims: readonly Aim[];
  /** Which of them is due. */
  at: number;
  hint: Hint;
  /** Since when the head has been where it should, in milliseconds; null while it is not. */
  rightSince: number | null;
  /** How the head looked straight ahead; the movements are measured from there. */
  start: Moment | null;
}

/** The head rests this long before a picture is taken, so that it is not blurred: milliseconds. */
const REST = 350;

/** Straight ahead first, the movements in their order, straight ahead again: the last one is for the comparison. */
export function beginGuide(steps: readonly PoseStep[]): Guide {
  const aims: Aim[] = ['straight', ...steps, 'straight'];
  return { aims, at: 0, hint: { kind: 'aim', aim: 'straight' }, rightSince: null, start: null };
}

export const isDone = ({ aims, at }: Guide): boolean => at >= aims.length;

/** The aim that is due; of a finished presentation the last one. */
export const aimOf = ({ aims, at }: Guide): Aim => aims[Math.min(at, aims.length - 1)]!;

/**
 * What one look at the camera changes. `shoot` says to take the picture now, and then to call `shot`.
 * @param time milliseconds on any clock that does not jump.
 */
export function look(guide: Guide, facts: FrameFacts, time: number): { guide: Guide; shoot: boolean } {
  const aim = aimOf(guide);
  const reason = faultOf(facts, aim);
  if (reason) return { guide: { ...guide, rightSince: null, hint: { kind: 'fix', reason } }, shoot: false };
  const moment = momentOf(facts);
  if (!moment || !meets(aim, moment, guide.start))
    return { guide: { ...guide, rightSince: null, hint: { kind: 'aim', aim } }, shoot: false };
  const rightSince = guide.rightSince ?? time;
  const next: Guide = { ...guide, rightSince, hint: { kind: 'hold' } };
  return { guide: next, shoot: time - rightSince >= REST };
}

/** The picture for the aim that was due has been taken. */
export function shot(guide: Guide, facts: FrameFacts | null): Guide {
  const start = guide.start ?? (facts && momentOf(facts));
  const next: Guide = { ...guide, at: guide.at + 1, rightSince: null, start };
  return { ...next, hint: { kind: 'aim', aim: aimOf(next) } };
}

/** A head that turns because it was asked to is no fault. Faults come in the order in which they can be mended. */
const faultOf = ({ reasons }: FrameFacts, aim: Aim): QualityReason | undefined =>
  reasons.find((reason) => reason !== 'turned-away' || aim === 'straight');
