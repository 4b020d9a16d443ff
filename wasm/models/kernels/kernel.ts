/** WAT of `first` × `second` + `sum`, of vectors. */
export type MultiplyAdd = (first: string, second: string, sum: string) => string;

/** Rounded once where the processor can do it, else twice. */
export const FUSED: MultiplyAdd = (first, second, sum) => `(f32x4.relaxed_madd ${first} ${second} ${sum})`;
/** Rounded twice, as ONNX Runtime does it: for comparison. */
export const TWICE_ROUNDED: MultiplyAdd = (first, second, sum) =>
  `(f32x4.add ${sum} (f32x4.mul ${first} ${second}))`;

/** A function of ONNX Runtime that is done in another way where the arguments allow it. */
export interface Kernel {
  /** Its index among the functions that are not imported. */
  target: number;
  /** WAT of a function that takes the same arguments and says whether they do. */
  fits: string;
  /** WAT of a function that takes its place then. */
  run: (madd: MultiplyAdd) => string;
}
