import type { Kernel, MultiplyAdd } from './kernel.ts';

/*
 * ONNX Runtime multiplies matrices two rows at a time, and needs more registers for it than there are. This does four rows
 * and half a panel of columns at a time, for which fifteen are enough, and reads four numbers of each row at once: workerd
 * checks the bounds of every access. Sums are made in the same order, so without fused rounding every bit is the same.
 *
 * A has `depth` numbers in each row. B lies packed in panels of 16 columns, filled up with zeros. C becomes `alpha` A B,
 * or that is added to it. Distances between rows come in numbers.
 */
const PARAMETERS =
  '(param $a i32) (param $b i32) (param $c i32) (param $depth i32) (param $rows i32) (param $columns i32) (param $nextA i32) (param $nextC i32) (param $alpha f32) (result i32)';
const ROWS = [0, 1, 2, 3];

/** Of ONNX Runtime's two functions for it: one writes the product, one adds it. */
export const sgemm = (target: number, adds: boolean): Kernel => ({
  target,
  fits: `(func ${PARAMETERS} (i32.ge_u (local.get $rows) (i32.const 4)))`,
  run: (madd) => `(func ${PARAMETERS}
    ${ROWS.map((row) => `(local $a${row} i32) (local $four${row} v128) (local $left${row} v128) (local $right${row} v128)`).join(' ')}
    (local $panel i32) (local $second i32) (local $to i32) (local $into i32) (local $rest i32)
    (local $bLeft v128) (local $bRight v128) (local $value v128) (local $scale v128)
    (local.set $scale (f32x4.splat (local.get $alpha)))
    (local.set $nextA (i32.shl (local.get $nextA) (i32.const 2)))
    (local.set $nextC (i32.shl (local.get $nextC) (i32.const 2)))
    (loop $halfPanel
      (local.set $panel (i32.add (local.get $b) (i32.shl (local.get $second) (i32.const 5))))
      (local.set $a0 (local.get $a))
      ${ROWS.slice(1)
        .map((row) => `(local.set $a${row} (i32.add (local.get $a${row - 1}) (local.get $nextA)))`)
        .join('\n')}
      ${ROWS.flatMap((row) => [`$left${row}`, `$right${row}`])
        .map((sum) => `(local.set ${sum} (v128.const i32x4 0 0 0 0))`)
        .join('\n')}
      (local.set $rest (local.get $depth))
      (if (i32.ge_u (local.get $rest) (i32.const 4)) (then (loop $more
        ${ROWS.map((row) => `(local.set $four${row} (v128.load align=1 (local.get $a${row}))) ${advance(`$a${row}`, 16)}`).join('\n')}
        ${[0, 1, 2, 3].map((place) => products(madd, 64 * place, (row) => lane(`$four${row}`, place))).join('\n')}
        ${advance('$panel', 256)}
        (br_if $more (i32.ge_u (local.tee $rest (i32.sub (local.get $rest) (i32.const 4))) (i32.const 4))))))
      (if (local.get $rest) (then (loop $more
        ${products(madd, 0, (row) => `(v128.load32_splat (local.get $a${row}))`)}
        ${ROWS.map((row) => advance(`$a${row}`, 4)).join(' ')}
        ${advance('$panel', 64)}
        (br_if $more (local.tee $rest (i32.sub (local.get $rest) (i32.const 1)))))))
      ${ROWS.map((row) => store(row, adds)).join('\n')}
      (if (i32.gt_u (local.get $columns) (i32.const 8)) (then
        (local.set $columns (i32.sub (local.get $columns) (i32.const 8)))
        ${advance('$c', 32)}
        (if (local.get $second) (then
          (local.set $b (i32.add (local.get $b) (i32.shl (local.get $depth) (i32.const 6))))))
        (local.set $second (i32.eqz (local.get $second)))
        (br $halfPanel))))
    (i32.const 4))`,
});

const advance = (pointer: string, bytes: number): string =>
  `(local.set ${pointer} (i32.add (local.get ${pointer}) (i32.const ${bytes})))`;

/** One number of a vector in all four places. */
function lane(vector: string, place: number): string {
  const bytes = Array.from({ length: 16 }, (_, byte) => 4 * place + (byte & 3)).join(' ');
  return `(i8x16.shuffle ${bytes} (local.get ${vector}) (local.get ${vector}))`;
}

/** What one row of the panel adds to the sums; `factor` is a row's number of A in all four places. */
function products(madd: MultiplyAdd, offset: number, factor: (row: number) => string): string {
  const add = (sum: string, panel: string): string =>
    `(local.set ${sum} ${madd('(local.get $value)', `(local.get ${panel})`, `(local.get ${sum})`)})`;
  return `
    (local.set $bLeft (v128.load offset=${offset} align=1 (local.get $panel)))
    (local.set $bRight (v128.load offset=${offset + 16} align=1 (local.get $panel)))
    ${ROWS.map((row) => `(local.set $value ${factor(row)}) ${add(`$left${row}`, '$bLeft')} ${add(`$right${row}`, '$bRight')}`).join('\n')}`;
}

/** Eight columns of a row, or as many as there are. */
function store(row: number, adds: boolean): string {
  const onto = (value: string, load: string, from: string): string =>
    adds
      ? `(local.set ${value} (f32x4.add (local.get ${value}) (v128.${load} align=1 (local.get ${from}))))`
      : '';
  return `
    (local.set $to ${row === 0 ? '(local.get $c)' : '(i32.add (local.get $to) (local.get $nextC))'})
    (local.set $value (f32x4.mul (local.get $scale) (local.get $left${row})))
    (local.set $bRight (f32x4.mul (local.get $scale) (local.get $right${row})))
    (if (i32.ge_u (local.get $columns) (i32.const 8)) (then
      ${onto('$value', 'load', '$to')} ${onto('$bRight', 'load offset=16', '$to')}
      (v128.store align=1 (local.get $to) (local.get $value))
      (v128.store offset=16 align=1 (local.get $to) (local.get $bRight)))
    (else
      (local.set $into (local.get $to))
      (if (i32.and (local.get $columns) (i32.const 4)) (then
        ${onto('$value', 'load', '$into')}
        (v128.store align=1 (local.get $into) (local.get $value))
        ${advance('$into', 16)}
        (local.set $value (local.get $bRight))))
      (if (i32.and (local.get $columns) (i32.const 2)) (then
        (local.set $bLeft (local.get $value))
        ${onto('$bLeft', 'load64_zero', '$into')}
        (v128.store64_lane align=1 0 (local.get $into) (local.get $bLeft))
        ${advance('$into', 8)}
        (local.set $value ${lane('$value', 2)})))
      (if (i32.and (local.get $columns) (i32.const 1)) (then
        ${onto('$value', 'load32_zero', '$into')}
        (v128.store32_lane align=1 0 (local.get $into) (local.get $value))))))`;
}
