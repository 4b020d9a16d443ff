/** One entry of a TensorFlow.js weights manifest, as far as face-api uses it. */
interface Entry {
  name: string;
  shape: number[];
  quantization?: { dtype: 'uint8'; scale: number; min: number };
}
export interface QuantisedWeights {
  shape: number[];
  /** Stored bytes; the value is `byte * scale + min`. */
  bytes: Uint8Array;
  scale: number;
  min: number;
}

/** Splits a uint8-quantised TensorFlow.js weight file by name. */
export function readTfjsWeights(manifest: string, binary: Uint8Array): Map<string, QuantisedWeights> {
  const groups = JSON.parse(manifest) as { weights: Entry[] }[];
  const weights = new Map<string, QuantisedWeights>();
  let offset = 0;
  for (const { name, shape, quantization } of groups.flatMap((group) => group.weights)) {
    if (quantization?.dtype !== 'uint8') throw new Error(`${name} is not stored as uint8`);
    const length = shape.reduce((product, size) => product * size, 1);
    const bytes = binary.subarray(offset, offset + length);
    weights.set(name, { shape, bytes, scale: quantization.scale, min: quantization.min });
    offset += length;
  }
  return weights;
}

/** The stored values as float32, computed as TensorFlow.js does. */
export function dequantise({ bytes, scale, min }: QuantisedWeights): Float32Array {
  return Float32Array.from(bytes, (byte) => byte * scale + min);
}
