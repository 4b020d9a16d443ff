import { describe, expect, it } from 'vitest';
import { seeded } from '#wasm/calibration/statistics.ts';
import { FUSED, TWICE_ROUNDED, type MultiplyAdd } from './kernel.ts';
import { sgemm } from './sgemm.ts';
import { standalone } from './standalone.ts';

interface Shape {
  rows: number;
  depth: number;
  columns: number;
}
const PANEL = 16;
const SHAPES: Shape[] = [4, 5, 9].flatMap((rows) =>
  [1, 3, 4, 7, 20].flatMap((depth) =>
    [1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 40].map((columns) => ({ rows, depth, columns })),
  ),
);
/** Bytes of memory between the matrices. */
const ROOM = 16_384;
const [A, B, C] = [ROOM, 2 * ROOM, 3 * ROOM];

async function kernel(adds: boolean, madd: MultiplyAdd) {
  const { memory, fits, run } = await standalone(sgemm(0, adds), madd);
  return { memory: new Float32Array(memory), fits, run };
}

/** Fills the memory with noise and answers what the first four rows of C have to be, each sum made in order. */
function expected(
  memory: Float32Array,
  { depth, columns }: Shape,
  alpha: number,
  adds: boolean,
): Float32Array {
  const random = seeded(depth * columns);
  memory.forEach((_, at) => (memory[at] = random() - 0.5));
  const after = memory.slice();
  for (let row = 0; row < 4; row++)
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      for (let at = 0; at < depth; at++) {
        const panel = B / 4 + (column - (column % PANEL)) * depth + (column % PANEL);
        sum = Math.fround(sum + Math.fround(memory[A / 4 + row * depth + at]! * memory[panel + at * PANEL]!));
      }
      const into = C / 4 + row * columns + column;
      after[into] = Math.fround(alpha * sum) + (adds ? memory[into]! : 0);
    }
  return after;
}

describe('the product of matrices', () => {
  it.each([false, true])(
    'is bit for bit the sum in order, and nothing else is written (added: %s)',
    async (adds) => {
      const { memory, run } = await kernel(adds, TWICE_ROUNDED);
      for (const shape of SHAPES) {
        const after = expected(memory, shape, 0.75, adds);
        const { rows, depth, columns } = shape;
        expect(run(A, B, C, depth, rows, columns, depth, columns, 0.75)).toBe(4);
        const wrong = memory.findIndex((value, at) => value !== after[at]);
        expect({ shape, wrong }).toEqual({ shape, wrong: -1 });
      }
    },
  );

  it('differs by rounding alone where the processor rounds once', async () => {
    const { memory, run } = await kernel(false, FUSED);
    for (const shape of SHAPES) {
      const after = expected(memory, shape, 1, false);
      const { rows, depth, columns } = shape;
      run(A, B, C, depth, rows, columns, depth, columns, 1);
      const furthest = memory.reduce((most, value, at) => Math.max(most, Math.abs(value - after[at]!)), 0);
      expect(furthest).toBeLessThan(depth * 2 ** -25);
    }
  });

  it('is left to ONNX Runtime below four rows', async () => {
    const { fits } = await kernel(false, FUSED);
    expect([1, 2, 3, 4, 5].map((rows) => fits(A, B, C, 8, rows, 8, 8, 8, 1))).toEqual([0, 0, 0, 1, 1]);
  });
});
