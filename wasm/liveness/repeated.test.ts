import { describe, expect, it } from 'vitest';
import type { Raster } from '#wasm/decode/raster.ts';
import { hasRepeated, patchOf } from './repeated.ts';

const [WIDTH, HEIGHT] = [60, 80];
const FACE = { left: 0.25, top: 0.25, right: 0.75, bottom: 0.75 };

/** A picture with a camera's noise: no two are alike. */
function taken(seed: number): Raster {
  const data = Uint8Array.from({ length: 3 * WIDTH * HEIGHT }, (_, at) => 120 + ((at * (7 + seed)) % 11));
  return { width: WIDTH, height: HEIGHT, channels: 3, data };
}

describe('a frame that comes again', () => {
  it('is known by its pixels', () => {
    const frames = [taken(1), taken(2), taken(3)];
    expect(hasRepeated(frames.map((frame) => patchOf(frame, FACE)))).toBe(false);
    expect(hasRepeated([...frames, taken(2)].map((frame) => patchOf(frame, FACE)))).toBe(true);
  });

  it('is known when something was changed beside the face, or a little of it', () => {
    const changed = taken(1);
    changed.data = changed.data.map((value, at) => (at < 3 * WIDTH * 10 || at % 997 === 0 ? 255 : value));
    expect(hasRepeated([taken(1), changed].map((frame) => patchOf(frame, FACE)))).toBe(true);
  });

  it('is another one in another size', () => {
    const grey: Raster = { width: 9, height: 9, channels: 1, data: new Uint8Array(81).fill(120) };
    const patches = [patchOf(grey, FACE), patchOf(taken(1), FACE)];
    expect(hasRepeated(patches)).toBe(false);
    expect(
      hasRepeated([patchOf(grey, FACE), patchOf(grey, { left: -1, top: -1, right: 2, bottom: 2 })]),
    ).toBe(true);
  });
});
