import { FIELD, PARAMETERS, type Field } from './convolution.ts';
import type { Kernel, MultiplyAdd } from './kernel.ts';

/*
 * A convolution of 3 × 3 that keeps channels apart. ONNX Runtime writes a matrix of nine shifted copies of each channel and
 * multiplies it by one row. This reads the channel where it lies, four columns of the output at once. Sums are made in the
 * same order, the bias last, so without fused rounding every bit is the same.
 *
 * At an edge of the picture a vector is shifted, and zero comes in; for a row that is not there the weights are zero.
 */
export const depthwise = (target: number): Kernel => ({
  target,
  fits: `(func ${PARAMETERS} (result i32) ${FITTING.reduce((all, one) => `(i32.and ${all} ${one})`)})`,
  run: (madd) => `(func ${PARAMETERS}
    (local $channels i32) (local $group i32) (local $height i32) (local $bytes i32) (local $stride i32)
    (local $padTop i32) (local $padLeft i32) (local $rows i32) (local $columns i32) (local $inner i32) (local $overhang i32)
    (local $y i32) (local $x i32) (local $at i32) (local $line0 i32) (local $line1 i32) (local $line2 i32)
    ${each(9, (k) => `(local $weight${k} v128)`)} ${each(3, (k) => `(local $upper${k} v128) (local $lower${k} v128) (local $tap${k} v128)`)}
    (local $even v128) (local $odd v128) (local $sum v128) (local $onto v128) (local $zero v128)
    (local.set $channels (i32.mul ${field('batches')} ${field('groups')}))
    (local.set $height ${field('height')})
    (local.set $bytes (i32.shl ${field('width')} (i32.const 2)))
    (local.set $stride ${field('strideX')})
    (local.set $padTop ${field('padTop')})
    (local.set $padLeft ${field('padLeft')})
    (local.set $rows ${field('outputHeight')})
    (local.set $columns ${field('outputWidth')})
    (local.set $overhang (i32.gt_u
      (i32.sub (i32.add (i32.mul (local.get $stride) (i32.sub (local.get $columns) (i32.const 1))) (i32.const 3)) (local.get $padLeft))
      ${field('width')}))
    (local.set $inner (i32.sub (local.get $columns) (local.get $overhang)))
    (loop $channel
      ${each(9, (k) => `(local.set $weight${k} (v128.load32_splat offset=${4 * k} (i32.add (local.get $filter) (i32.mul (local.get $group) (i32.const 36)))))`)}
      (if (local.get $bias) (then
        (local.set $onto (v128.load32_splat (i32.add (local.get $bias) (i32.shl (local.get $group) (i32.const 2)))))))
      (local.set $y (i32.const 0))
      (loop $row
        ${lines()}
        (if (i32.eq (local.get $stride) (i32.const 1)) (then ${row(1, madd)}) (else ${row(2, madd)}))
        (local.set $output (i32.add (local.get $output) (i32.shl (local.get $columns) (i32.const 2))))
        (br_if $row (i32.lt_u ${count('$y', 1)} (local.get $rows))))
      (local.set $input (i32.add (local.get $input) (i32.mul (local.get $height) (local.get $bytes))))
      (local.set $group (i32.rem_u (i32.add (local.get $group) (i32.const 1)) ${field('groups')}))
      (br_if $channel ${count('$channels', -1)})))`,
});

const field = (name: Field): string => `(i32.load offset=${FIELD[name]} (local.get $convolution))`;
const is = (name: Field, value: number): string => `(i32.eq ${field(name)} (i32.const ${value}))`;
const atMost = (name: Field, value: number): string => `(i32.le_u ${field(name)} (i32.const ${value}))`;
const each = (count: number, text: (k: number) => string): string =>
  Array.from({ length: count }, (_, k) => text(k)).join(' ');
const count = (counter: string, by: number): string =>
  `(local.tee ${counter} (i32.add (local.get ${counter}) (i32.const ${by})))`;

const FITTING = [
  is('dimensions', 2),
  is('channelsLast', 0),
  is('inputChannels', 1),
  is('filters', 1),
  is('kernelHeight', 3),
  is('kernelWidth', 3),
  is('dilationY', 1),
  is('dilationX', 1),
  ...(['padTop', 'padLeft', 'padBottom', 'padRight'] as const).map((pad) => atMost(pad, 1)),
  `(i32.eq ${field('strideY')} ${field('strideX')})`,
  `(i32.or ${is('strideX', 1)} ${is('strideX', 2)})`,
  `(i32.ge_u ${field('outputWidth')} (i32.const 5))`,
  `(i32.ge_u ${field('height')} (i32.const 2))`,
  `(f32.eq (f32.load offset=${FIELD.beta} (local.get $convolution)) (f32.const 0))`,
  `(i32.eqz (i32.load (i32.load offset=${FIELD.activation} (local.get $convolution))))`,
];

/** A line that is not there: any other, with weights of zero. */
const instead = (line: number, missing: string, weights: string, first: number): string => `
  (if ${missing} (then
    (local.set $line${line} (local.get $line1))
    ${each(3, (k) => `(local.set ${weights}${k} (local.get $zero))`)})
  (else ${each(3, (k) => `(local.set ${weights}${k} (local.get $weight${first + k}))`)}))`;

/** The three lines of input that a row of output is made of, from the left edge on, and their weights. */
function lines(): string {
  return `
    (local.set $at (i32.sub (i32.mul (local.get $y) (local.get $stride)) (local.get $padTop)))
    (local.set $line0 (i32.sub
      (i32.add (local.get $input) (i32.mul (local.get $at) (local.get $bytes)))
      (i32.shl (local.get $padLeft) (i32.const 2))))
    (local.set $line1 (i32.add (local.get $line0) (local.get $bytes)))
    (local.set $line2 (i32.add (local.get $line1) (local.get $bytes)))
    ${instead(0, '(i32.lt_s (local.get $at) (i32.const 0))', '$upper', 0)}
    ${instead(2, '(i32.eq (i32.add (local.get $at) (i32.const 2)) (local.get $height))', '$lower', 6)}`;
}

type Edge = 'left' | 'none' | 'right';

/** A row of output: at the left edge, in the middle, and the last four, of which some may have been made before. */
function row(stride: 1 | 2, madd: MultiplyAdd): string {
  const four = (edge: Edge): string => fourColumns(stride, edge, madd);
  return `
    (local.set $x (i32.const 0))
    (if (local.get $padLeft) (then ${four('left')} (local.set $x (i32.const 4))))
    (loop $middle
      (if (i32.le_u (i32.add (local.get $x) (i32.const 4)) (local.get $inner)) (then
        ${four('none')}
        (local.set $x (i32.add (local.get $x) (i32.const 4)))
        (br $middle))))
    (if (i32.lt_u (local.get $x) (local.get $columns)) (then
      (local.set $x (i32.sub (local.get $columns) (i32.const 4)))
      (if (local.get $overhang) (then ${four('right')}) (else ${four('none')}))))`;
}

function fourColumns(stride: 1 | 2, edge: Edge, madd: MultiplyAdd): string {
  const weights = [
    '$upper0',
    '$upper1',
    '$upper2',
    '$weight3',
    '$weight4',
    '$weight5',
    '$lower0',
    '$lower1',
    '$lower2',
  ];
  const taps = stride === 1 ? tapsInARow : tapsOfEverySecond;
  const line = (at: number): string => `
    ${taps(`(i32.add (local.get $line${at}) (local.get $at))`, edge)}
    ${each(3, (k) => `(local.set $sum ${madd(`(local.get ${weights[3 * at + k]!})`, `(local.get $tap${k})`, '(local.get $sum)')})`)}`;
  return `
    (local.set $at (i32.shl (local.get $x) (i32.const ${stride + 1})))
    (local.set $sum (local.get $zero))
    ${each(3, line)}
    (v128.store align=1 (i32.add (local.get $output) (i32.shl (local.get $x) (i32.const 2)))
      (f32x4.add (local.get $sum) (local.get $onto)))`;
}

const load = (offset: number, from: string): string => `(v128.load offset=${offset} align=1 ${from})`;

/** Four numbers of two vectors: 0 to 3 of the first, 4 to 7 of the second. */
function pick(first: string, second: string, places: readonly number[]): string {
  const bytes = places.flatMap((place) => [0, 1, 2, 3].map((byte) => 4 * place + byte)).join(' ');
  return `(i8x16.shuffle ${bytes} ${first} ${second})`;
}
const AFTER_ZERO = [3, 4, 5, 6];
const BEFORE_NEXT = [1, 2, 3, 4];

function tapsInARow(from: string, edge: Edge): string {
  const first = edge === 'left' ? pick('(local.get $zero)', '(local.get $tap1)', AFTER_ZERO) : load(0, from);
  const last = edge === 'right' ? pick('(local.get $tap1)', '(local.get $zero)', BEFORE_NEXT) : load(8, from);
  return `(local.set $tap1 ${load(4, from)}) (local.set $tap0 ${first}) (local.set $tap2 ${last})`;
}

function tapsOfEverySecond(from: string, edge: Edge): string {
  const first = edge === 'left' ? pick('(local.get $zero)', load(4, from), AFTER_ZERO) : load(0, from);
  const next =
    edge === 'right' ? '(local.get $zero)' : pick(load(20, from), '(local.get $zero)', [3, 3, 3, 3]);
  return `
    (local.set $even ${first})
    (local.set $odd ${load(16, from)})
    (local.set $tap0 ${pick('(local.get $even)', '(local.get $odd)', [0, 2, 4, 6])})
    (local.set $tap1 ${pick('(local.get $even)', '(local.get $odd)', [1, 3, 5, 7])})
    (local.set $tap2 ${pick('(local.get $tap0)', next, BEFORE_NEXT)})`;
}
