import type { Manifest } from '#wasm/manifest.ts';
import type { CalibrationFigures } from './calibrate.ts';
import type { Operating } from './operating.ts';

/** What an outsider gets to read at /.well-known/biometric-performance.json. No score of anybody, no picture. */
export interface Performance extends Served {
  quality: unknown;
  liveness: unknown;
  /** What else is known of the figures' worth, one sentence each. */
  limits: string[];
}

interface Served extends Manifest {
  /** `YYYY-MM-DD`; like all that follows, null of weights that nobody calibrated. */
  date: string | null;
  data: CalibrationFigures['data'] | null;
  comparison: Record<'model' | 'single' | 'fused', unknown> | null;
  failureToAcquire: CalibrationFigures['failureToAcquire'] | null;
  numericChecks: unknown;
}

/** The weights that are served, and what their calibration found. */
export function servedOf(
  { models, profile }: Manifest,
  figures: CalibrationFigures | null,
  numericChecks: unknown = null,
): Served {
  return {
    date: figures && figures.date,
    models,
    profile,
    data: figures && figures.data,
    comparison: figures && {
      model: figures.model,
      single: withoutCurves(figures.single),
      fused: withoutCurves(figures.fused),
    },
    failureToAcquire: figures && figures.failureToAcquire,
    numericChecks,
  };
}

/** The curves of the groups are for a plot. */
const withoutCurves = <T extends Operating>(operating: T) => ({
  ...operating,
  groups: operating.groups.map(({ det: _det, ...rates }) => rates),
});

/** What holds of every calibration. */
export const LIMITS = [
  'Thresholds, mean embeddings and rates come from the same people.',
  'Few people carry the tail of a small group: its bound is over pairs of people.',
  'Somebody else within five tries: five times the rate of one, as if no two tries were alike; true tries of one face are, so the rate is lower.',
  'Frames of one presentation are more alike than the different pictures that were fused here: the gain of fusion is an upper bound, and so is what fusion does for the false match rate.',
  'Head turns and attacks are synthetic. The liveness check is no presentation attack detection in the sense of ISO/IEC 30107.',
];

const OTHER_PICTURES =
  'Quality and liveness were measured with the model that the product came with, and on its pictures.';

/** The same document for an operator's own weights: nothing that was found with others is said of them. */
export function withOwn(
  before: Performance,
  manifest: Manifest,
  figures: CalibrationFigures | null,
): Performance {
  const { quality, liveness } = before;
  return { ...servedOf(manifest, figures), quality, liveness, limits: [...LIMITS, OTHER_PICTURES] };
}
