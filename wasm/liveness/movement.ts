import type { Pose, PoseStep } from '#schema/contract/face.ts';

/** A head at one moment. */
export interface Moment {
  pose: Pose;
  eyeSpan: number;
}

/** How far a head has to move from where it began. Degrees, and for `nearer` the growth of the eye span. */
export const MOVEMENT = { turn: 14, nod: 9, nearer: 1.25, stillTurn: 8, stillNod: 7 } as const;

/**
 * Which movement this is, seen from where the head began; `straight` for none, null for something in between. Page and
 * server ask this same function.
 */
export function movementOf(now: Moment, start: Moment): PoseStep | 'straight' | null {
  const yaw = now.pose.yaw - start.pose.yaw;
  const pitch = now.pose.pitch - start.pose.pitch;
  const sideways = Math.abs(yaw) / MOVEMENT.turn;
  const upwards = Math.abs(pitch) / MOVEMENT.nod;
  if (Math.max(sideways, upwards) >= 1) {
    if (sideways >= upwards) return yaw > 0 ? 'left' : 'right';
    return pitch > 0 ? 'up' : 'down';
  }
  if (Math.abs(yaw) > MOVEMENT.stillTurn || Math.abs(pitch) > MOVEMENT.stillNod) return null;
  const growth = now.eyeSpan / start.eyeSpan;
  if (growth >= MOVEMENT.nearer) return 'nearer';
  return growth < Math.sqrt(MOVEMENT.nearer) ? 'straight' : null;
}
