import onnxProto from 'onnx-proto';
import { tensorProto } from './graph.ts';

const { onnx } = onnxProto;
const FLOAT = 1;
/** Smaller tensors (biases, slopes, shapes) are not worth a Cast node. */
const WORTH_STORING = 256;

/**
 * Stores large float32 weights as float16 behind a Cast node: half the file, the same float32 arithmetic.
 * Loses nothing where the weights were float16 before, 2^-11 of each weight otherwise.
 */
export function storeAsHalf(file: Uint8Array): Uint8Array {
  const model = onnx.ModelProto.decode(file);
  const graph = model.graph!;
  const casts: ReturnType<typeof castNode>[] = [];
  graph.initializer = (graph.initializer ?? []).map((tensor) => {
    const values = tensor.dataType === FLOAT ? floats(tensor) : null;
    if (!values || values.length < WORTH_STORING) return tensor;
    casts.push(castNode(tensor.name!));
    return tensorProto(
      halfName(tensor.name!),
      Uint16Array.from(values, floatToHalf),
      (tensor.dims ?? []).map(Number),
    );
  });
  graph.node = [...casts, ...(graph.node ?? [])];
  return onnx.ModelProto.encode(model).finish();
}

const halfName = (name: string): string => `${name}_f16`;

function castNode(name: string) {
  const attribute = [{ name: 'to', type: 2, i: FLOAT }];
  return onnx.NodeProto.create({
    opType: 'Cast',
    name: `cast_${name}`,
    input: [halfName(name)],
    output: [name],
    attribute,
  });
}

function floats(tensor: { rawData?: Uint8Array | null; floatData?: number[] | null }): Float32Array {
  const raw = tensor.rawData;
  if (raw && raw.length > 0) return new Float32Array(Uint8Array.from(raw).buffer);
  return Float32Array.from(tensor.floatData ?? []);
}

/** IEEE 754 binary16 as 16-bit words. */

export function halfToFloat(word: number): number {
  const sign = word & 0x8000 ? -1 : 1;
  const exponent = (word >> 10) & 31;
  const fraction = word & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const bits = new DataView(new ArrayBuffer(4));

/** Rounds to nearest, ties away from zero in magnitude; too large becomes infinity, too small becomes zero. */
export function floatToHalf(value: number): number {
  bits.setFloat32(0, value);
  const word = bits.getUint32(0);
  const sign = (word >>> 16) & 0x8000;
  const exponent = ((word >>> 23) & 255) - 112;
  const fraction = word & 0x7fffff;
  if (exponent >= 31) return sign | 0x7c00;
  if (exponent < -10) return sign;
  if (exponent <= 0) return sign | ((((fraction | 0x800000) >> (1 - exponent)) + 0x1000) >> 13);
  return sign | ((((exponent << 23) | fraction) + 0x1000) >> 13);
}
