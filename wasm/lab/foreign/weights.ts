/** One entry of a TensorFlow.js weights manifest, as far as face-api uses it. */
interface Entry {
  name: string;
  shape: number[];
  dtype: string;
  quantization?: { dtype: string; scale: number; min: number };
}
export interface StoredWeights {
  shape: number[];
  /** One byte a weight where the file is quantised (the value is `stored * scale + min`), else the values themselves. */
  stored: Uint8Array | Float32Array;
  scale: number;
  min: number;
}

/** Splits a TensorFlow.js weight file, partly uint8-quantised, by name. */
export function readTfjsWeights(manifest: string, binary: Uint8Array): Map<string, StoredWeights> {
  const groups = JSON.parse(manifest) as { weights: Entry[] }[];
  const weights = new Map<string, StoredWeights>();
  let offset = 0;
  for (const entry of groups.flatMap((group) => group.weights)) {
    const read = readEntry(entry, binary, offset);
    weights.set(entry.name, read);
    offset += read.stored.byteLength;
  }
  return weights;
}

function readEntry(
  { name, shape, dtype, quantization }: Entry,
  binary: Uint8Array,
  offset: number,
): StoredWeights {
  const length = shape.reduce((product, size) => product * size, 1);
  if (quantization?.dtype === 'uint8') {
    const stored = binary.subarray(offset, offset + length);
    return { shape, stored, scale: quantization.scale, min: quantization.min };
  }
  if (quantization || dtype !== 'float32')
    throw new Error(`${name} is stored neither as uint8 nor as float32`);
  const bytes = Uint8Array.from(binary.subarray(offset, offset + 4 * length));
  return { shape, stored: new Float32Array(bytes.buffer), scale: 1, min: 0 };
}

/** The values as float32, computed as TensorFlow.js does. */
export function dequantise({ stored, scale, min }: StoredWeights): Float32Array {
  return Float32Array.from(stored, (value) => value * scale + min);
}
