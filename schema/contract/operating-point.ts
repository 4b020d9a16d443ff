import points from './operating-points.json' with { type: 'json' };

/*
 * Thresholds let at most 1 in 10,000 comparisons of different people pass: wasm/README.md, "Operating point". The file is
 * written by `npm run lab -- face:calibrate` and `npm run kaijo -- model add`.
 */

/** At what score two faces count as one person, for one set of weights. */
export interface OperatingPoint {
  /** Names the thresholds in audit events. */
  version: string;
  profile: string;
  /** For one probe picture. */
  singleThreshold: number;
  /** For the fused probe of a presentation. */
  fusedThreshold: number;
}

/** By the SHA-256 of the embedding model's file. */
const POINTS: Record<string, OperatingPoint> = points;

/** Null for weights nobody has calibrated: their scores mean nothing. */
export function operatingPointOf(digest: string): OperatingPoint | null {
  return Object.hasOwn(POINTS, digest) ? POINTS[digest]! : null;
}
