import { dot, fuse } from '#wasm/embed/vector.ts';
import type { Observation } from '#wasm/calibration/observe.ts';
import type { Trial } from '#wasm/calibration/pairs.ts';

export interface Compared extends Trial {
  /** Null: the reference or every probe failed to be acquired. */
  score: number | null;
}

/** Scores every trial as the product does: fused where there are several probes. */
export function compareAll(
  trials: readonly Trial[],
  references: Map<string, Observation>,
  probes: Map<string, Observation>,
): Compared[] {
  return trials.map((trial) => {
    const reference = references.get(trial.reference)?.embedding;
    const frames = trial.probes.flatMap((file) => {
      const { embedding, weight } = probes.get(file)!;
      return embedding ? [{ embedding, weight }] : [];
    });
    const probe = fuse(frames);
    return { ...trial, score: reference && probe ? dot(reference, probe) : null };
  });
}

/** Scores of the trials of one kind, ascending. What could not be acquired counts as the lowest score. */
export function scoresOf(compared: readonly Compared[], same: boolean): Float32Array {
  const scores = compared.filter((trial) => trial.same === same).map(({ score }) => score ?? -1);
  return Float32Array.from(scores).sort();
}
