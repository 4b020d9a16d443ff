import { describe, expect, it } from 'vitest';
import { seeded } from '#wasm/calibration/statistics.ts';
import { FIELD, type Field } from './convolution.ts';
import { depthwise } from './depthwise.ts';
import { FUSED, TWICE_ROUNDED, type MultiplyAdd } from './kernel.ts';
import { standalone } from './standalone.ts';

interface Shape {
  batches: number;
  groups: number;
  height: number;
  width: number;
  stride: number;
  /** Top, left, bottom, right. */
  pads: [number, number, number, number];
}
const PADS: Shape['pads'][] = [
  [0, 0, 0, 0],
  [1, 1, 1, 1],
  [0, 0, 1, 1],
  [1, 0, 0, 1],
  [0, 1, 1, 0],
];
const SHAPES: Shape[] = PADS.flatMap((pads) =>
  [1, 2].flatMap((stride) =>
    [5, 6, 7, 8, 9, 12, 13, 14].map((columns, at) => ({
      batches: 1 + (at % 2),
      groups: 1 + (at % 3),
      height: 4 + at,
      width: stride * (columns - 1) + 3 - pads[1] - pads[3] + (stride === 2 && pads[3] === 0 ? at % 2 : 0),
      stride,
      pads,
    })),
  ),
);
const outputOf = ({ height, width, stride, pads }: Shape): [number, number] => [
  Math.floor((height + pads[0] + pads[2] - 3) / stride) + 1,
  Math.floor((width + pads[1] + pads[3] - 3) / stride) + 1,
];
/** Where things lie in memory, in bytes. */
const AT = { activation: 0, convolution: 16, input: 1024, filter: 24_576, bias: 28_672, output: 32_768 };

function describeTo(memory: ArrayBufferLike, shape: Shape): void {
  const [outputHeight, outputWidth] = outputOf(shape);
  const { batches, groups, height, width, stride, pads } = shape;
  const [padTop, padLeft, padBottom, padRight] = pads;
  const strides = { strideY: stride, strideX: stride };
  const ones = { inputChannels: 1, filters: 1, dilationY: 1, dilationX: 1 };
  const rest = { dimensions: 2, channelsLast: 0, kernelHeight: 3, kernelWidth: 3, activation: AT.activation };
  const sizes = { batches, groups, height, width, outputHeight, outputWidth };
  set(memory, { ...sizes, ...strides, ...ones, ...rest, padTop, padLeft, padBottom, padRight, beta: 0 });
  new Int32Array(memory)[AT.activation / 4] = 0;
}

function set(memory: ArrayBufferLike, fields: Partial<Record<Field, number>>): void {
  const words = new Int32Array(memory);
  for (const [name, value] of Object.entries(fields))
    words[(AT.convolution + FIELD[name as Field]) / 4] = value;
}

/** The output as sums in order, the bias last. */
function expected(memory: Float32Array, shape: Shape): Float32Array {
  const [rows, columns] = outputOf(shape);
  const after = memory.slice();
  for (let channel = 0; channel < shape.batches * shape.groups; channel++)
    for (let y = 0; y < rows; y++)
      for (let x = 0; x < columns; x++)
        after[AT.output / 4 + (channel * rows + y) * columns + x] = sumAt(memory, shape, channel, y, x);
  return after;
}

function sumAt(memory: Float32Array, shape: Shape, channel: number, y: number, x: number): number {
  const { groups, height, width, stride, pads } = shape;
  const group = channel % groups;
  let sum = 0;
  for (let k = 0; k < 9; k++) {
    const [row, column] = [y * stride - pads[0] + Math.floor(k / 3), x * stride - pads[1] + (k % 3)];
    const inside = row >= 0 && column >= 0 && row < height && column < width;
    const value = inside ? memory[AT.input / 4 + (channel * height + row) * width + column]! : 0;
    sum = Math.fround(sum + Math.fround(memory[AT.filter / 4 + 9 * group + k]! * value));
  }
  return Math.fround(sum + memory[AT.bias / 4 + group]!);
}

async function prepared(madd: MultiplyAdd) {
  const { memory, fits, run } = await standalone(depthwise(0), madd);
  const ask = (call: typeof fits) => call(AT.convolution, AT.input, AT.filter, AT.bias, 0, AT.output, 0);
  const noise = (seed: number): void => {
    const random = seeded(seed);
    new Float32Array(memory).subarray(AT.input / 4).forEach((_, at, all) => (all[at] = random() - 0.5));
  };
  return { memory, values: new Float32Array(memory), noise, fits: () => ask(fits), run: () => ask(run) };
}

const OTHERS: Partial<Record<Field, number>>[] = [
  { dimensions: 3 },
  { channelsLast: 1 },
  { inputChannels: 2 },
  { filters: 2 },
  { kernelHeight: 5 },
  { dilationX: 2 },
  { padLeft: 2 },
  { padBottom: -1 },
  { strideX: 2 },
  { strideX: 3, strideY: 3 },
  { outputWidth: 4 },
  { height: 1 },
  { beta: 0x3f800000 },
  { activation: AT.convolution + FIELD.groups },
];

describe('a convolution that keeps channels apart', () => {
  it('is bit for bit the sum in order, and nothing else is written', async () => {
    const { memory, values, noise, fits, run } = await prepared(TWICE_ROUNDED);
    for (const [seed, shape] of SHAPES.entries()) {
      describeTo(memory, shape);
      noise(seed);
      const after = expected(values, shape);
      expect(fits()).toBe(1);
      run();
      const wrong = values.findIndex((value, at) => value !== after[at] && !Number.isNaN(value));
      expect({ shape, wrong }).toEqual({ shape, wrong: -1 });
    }
  });

  it('differs by rounding alone where the processor rounds once', async () => {
    const { memory, values, noise, run } = await prepared(FUSED);
    for (const [seed, shape] of SHAPES.entries()) {
      describeTo(memory, shape);
      noise(seed);
      const after = expected(values, shape).subarray(AT.output / 4);
      run();
      const made = values.subarray(AT.output / 4);
      const furthest = made.reduce((most, value, at) => Math.max(most, Math.abs(value - after[at]!)), 0);
      expect(furthest).toBeLessThan(2 ** -21);
    }
  });

  it('is left to ONNX Runtime in every other case', async () => {
    const { memory, fits } = await prepared(FUSED);
    for (const fields of OTHERS) {
      describeTo(memory, SHAPES[0]!);
      expect(fits()).toBe(1);
      set(memory, fields);
      expect({ fields, fits: fits() }).toEqual({ fields, fits: 0 });
    }
  });
});
