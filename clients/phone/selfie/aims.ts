import type { FrameFacts } from '#schema/contract/face.ts';
import { movementOf, type Moment } from '#wasm/liveness/movement.ts';
import type { Aim } from '../ports.ts';

/** Degrees within which a head that begins looks straight ahead. */
const AHEAD = { turn: 12, nod: 18 };
/** A movement must be this much larger than the service asks for, as the picture is taken a moment later. */
const MARGIN = 1.08;

/** Head and distance between the eyes in one look; null without a face. */
export const momentOf = ({ pose, eyeSpan }: FrameFacts): Moment | null =>
  pose && eyeSpan !== null ? { pose, eyeSpan } : null;

/** Is the head where it was asked to be? `start` is how it looked straight ahead; null before it did. */
export function meets(aim: Aim, now: Moment, start: Moment | null): boolean {
  if (start === null) return Math.abs(now.pose.yaw) <= AHEAD.turn && Math.abs(now.pose.pitch) <= AHEAD.nod;
  return movementOf(aim === 'straight' ? now : lessened(now, start), start) === aim;
}

/** The same movement, not quite as far. */
function lessened({ pose, eyeSpan }: Moment, start: Moment): Moment {
  return {
    eyeSpan: less(eyeSpan, start.eyeSpan),
    pose: {
      yaw: less(pose.yaw, start.pose.yaw),
      pitch: less(pose.pitch, start.pose.pitch),
      roll: pose.roll,
    },
  };
}

const less = (to: number, from: number): number => from + (to - from) / MARGIN;
