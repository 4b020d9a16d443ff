import type { Sighting } from '../sight.ts';

/** Degrees at which a frame counts about a third of a straight one. */
const SPREAD = 20;

/** How much a frame counts in the fused probe: the straighter, the more. */
export function weightOf({ pose }: Pick<Sighting, 'pose'>): number {
  return Math.exp(-(pose.yaw ** 2 + pose.pitch ** 2) / (2 * SPREAD ** 2)) + 1e-3;
}
