/*
 * Written by `npm run lab -- face:calibrate`; not edited by hand. Thresholds let at most 1 in 10,000 comparisons of different
 * people pass: wasm/README.md, "Operating point".
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
const POINTS: Record<string, OperatingPoint> = {
  '223522cf4bca24c97ec2f5120736ee1c92878403a82aee155b1715ef8c52320f': {
    version: 'fr-feature-2026-11-30',
    profile: 'fr-feature',
    singleThreshold: 0.4994,
    fusedThreshold: 0.514,
  },
};

/** Null for weights nobody has calibrated: their scores mean nothing. */
export function operatingPointOf(digest: string): OperatingPoint | null {
  return POINTS[digest] ?? null;
}
