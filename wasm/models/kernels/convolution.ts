/** What ONNX Runtime's function for convolutions is given; the first is a structure. */
export const PARAMETERS =
  '(param $convolution i32) (param $input i32) (param $filter i32) (param $bias i32) (param $scratch i32) (param $output i32) (param $threads i32)';

/** Where a field of that structure (`MLAS_CONV_PARAMETERS`) is, in bytes: read off two-dimensional convolutions. */
export const FIELD = {
  activation: 0,
  dimensions: 4,
  batches: 8,
  groups: 12,
  inputChannels: 16,
  channelsLast: 20,
  height: 24,
  width: 28,
  kernelHeight: 36,
  kernelWidth: 40,
  dilationY: 48,
  dilationX: 52,
  padTop: 60,
  padLeft: 64,
  padBottom: 68,
  padRight: 72,
  strideY: 84,
  strideX: 88,
  filters: 96,
  outputHeight: 100,
  outputWidth: 104,
  beta: 124,
} as const;
export type Field = keyof typeof FIELD;
