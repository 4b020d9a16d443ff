import { describe, expect, it } from 'vitest';
import { CUES, type Seen } from './cues.ts';

const raster = { width: 64, height: 64, channels: 1 as const, data: new Uint8Array(64 * 64) };
const turn = 0.4;

/** 468 points on half a ball, looked at from the front, and what becomes of them. */
function seen(move: (x: number, y: number, z: number) => [number, number, number], capturedAt: number): Seen {
  const moved = Array.from({ length: 468 }, (_, k) => {
    const [around, out] = [k * 2.399963, Math.sqrt((k + 0.5) / 468)];
    const [x, y] = [out * Math.cos(around), out * Math.sin(around)];
    return move(100 * x, 100 * y, -100 * Math.sqrt(1 - out * out));
  });
  const depth = Float32Array.from(moved, ([, , z]) => z);
  return { mesh: { points: moved.map(([x, y]) => [x, y] as const), depth, presence: 1 }, raster, capturedAt };
}

const first = seen((x, y, z) => [x, y, z], 0);
const head = seen(
  (x, y, z) => [x * Math.cos(turn) - z * Math.sin(turn), y, z * Math.cos(turn) + x * Math.sin(turn)],
  900,
);
const board = seen((x, y, z) => [x * Math.cos(turn), y + 0.1 * x, z], 1800);
const cue = (name: string, other: Seen): number =>
  CUES.find((one) => one.name.startsWith(name))!.of(first, [other]);

describe('a cue', () => {
  it('parallax: a ball that turns has it, a board does not', () => {
    expect(cue('parallax', head)).toBeGreaterThan(0.1);
    expect(cue('parallax', board)).toBeLessThan(1e-6);
  });

  it('rigidity: a ball that turns keeps it, one that is pressed does not', () => {
    expect(cue('rigidity', head)).toBeGreaterThan(-1e-6);
    expect(cue('rigidity', board)).toBeLessThan(-0.02);
  });

  it('times: even ones are no head’s', () => {
    const even = CUES.find(({ name }) => name.startsWith('unevenness'))!;
    expect(even.of(first, [head, board])).toBeCloseTo(0, 9);
    expect(even.of(first, [head, { ...board, capturedAt: 3000 }])).toBeGreaterThan(0.3);
  });
});
