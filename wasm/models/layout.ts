/**
 * TensorFlow keeps images as height × width × channels, ONNX as channels × height × width. These reorder weights
 * accordingly; every function returns a new array.
 */

/** [out, height, width, in] → [out, in, height, width] */
export function ohwiToOihw(data: Float32Array, [o, h, w, i]: [number, number, number, number]): Float32Array {
  const result = new Float32Array(data.length);
  const area = h * w;
  for (let co = 0; co < o; co++)
    for (let at = 0; at < area; at++)
      for (let ci = 0; ci < i; ci++) result[(co * i + ci) * area + at] = data[(co * area + at) * i + ci]!;
  return result;
}

/** TensorFlow's SAME padding as ONNX pads [top, left, bottom, right]: the odd pixel goes to the end. */
export function samePadding(
  size: [number, number],
  kernel: [number, number],
  stride: [number, number],
): [number, number, number, number] {
  const [top, bottom] = alongAxis(size[0], kernel[0], stride[0]);
  const [left, right] = alongAxis(size[1], kernel[1], stride[1]);
  return [top, left, bottom, right];
}

function alongAxis(size: number, kernel: number, stride: number): [number, number] {
  const total = Math.max(0, (Math.ceil(size / stride) - 1) * stride + kernel - size);
  return [total >> 1, total - (total >> 1)];
}
