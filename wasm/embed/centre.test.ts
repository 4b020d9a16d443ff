import { describe, expect, it } from 'vitest';
import { EMBEDDING, MANIFEST } from '../manifest.ts';
import { centred, centreOf, encodeCentre } from './centre.ts';

describe('the centre of a population', () => {
  it('is taken away, and what is left has length 1', () => {
    const left = centred(Float32Array.of(0.8, 0.6), Float32Array.of(0.5, 0.2));
    expect(Math.hypot(...left)).toBeCloseTo(1, 6);
    expect(left[0]! / left[1]!).toBeCloseTo(0.3 / 0.4, 5);
    expect([...centred(Float32Array.of(1, 0), null)]).toEqual([1, 0]);
  });

  it('is known for the manifest’s profile if its recipe wants one', () => {
    const { sha256 } = MANIFEST.models[EMBEDDING]!;
    const { centred: wanted, dimensions } = MANIFEST.profile.recipe;
    for (const role of ['reference', 'probe'] as const) {
      const centre = centreOf(sha256, role);
      expect(centre?.length ?? null).toBe(wanted ? dimensions : null);
      expect(centre === null || Math.hypot(...centre) < 0.5).toBe(true);
    }
  });

  it('survives being written down', () => {
    const bytes = atob(encodeCentre(Float32Array.of(1, -2.5)));
    expect(bytes.length).toBe(8);
    expect(encodeCentre(Float32Array.of(1, -2.5))).toBe('AACAPwAAIMA=');
  });
});
