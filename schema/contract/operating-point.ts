/** At what score two faces count as one person, for one set of weights. Written by `npm run face:calibrate`. */
export interface OperatingPoint {
  /** Names the thresholds in audit events. */
  version: string;
  profile: string;
  /** For one probe picture. */
  singleThreshold: number;
  /** For the fused probe of a presentation. */
  fusedThreshold: number;
}

const POINTS: Record<string, OperatingPoint> = {
  '223522cf4bca24c97ec2f5120736ee1c92878403a82aee155b1715ef8c52320f': {
    version: 'fr-feature-provisional',
    profile: 'fr-feature',
    singleThreshold: 0.403,
    fusedThreshold: 0.411,
  },
};

/** Null for weights nobody has calibrated: their scores mean nothing. */
export function operatingPointOf(digest: string): OperatingPoint | null {
  return POINTS[digest] ?? null;
}
