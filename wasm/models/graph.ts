import onnxProto from 'onnx-proto';

const { onnx } = onnxProto;

/** ONNX element types by the typed array that holds them. 16-bit words are IEEE half floats. */
const ELEMENT_TYPE = {
  Float32Array: 1,
  Uint8Array: 2,
  Int8Array: 3,
  BigInt64Array: 7,
  Uint16Array: 10,
} as const;
export type Weights = Float32Array | Uint8Array | Int8Array | BigInt64Array | Uint16Array;
export type Attribute = number | number[] | string;
export type Dimension = number | string;

interface Node {
  operator: string;
  inputs: string[];
  outputs: string[];
  attributes: Record<string, Attribute>;
}

const IR_VERSION = 7;
const OPSET = 13;

/** Collects nodes and weights, and writes them as one ONNX file. Names are made in order, so the same calls give the same bytes. */
export class OnnxGraph {
  private readonly nodes: Node[] = [];
  private readonly weights = new Map<string, { data: Weights; shape: number[] }>();
  private readonly inputs: { name: string; shape: Dimension[] }[] = [];
  private readonly outputs: { name: string; shape: Dimension[] }[] = [];
  private readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  input(name: string, shape: Dimension[]): string {
    this.inputs.push({ name, shape });
    return name;
  }

  constant(data: Weights, shape: number[]): string {
    const name = `w${this.weights.size}`;
    this.weights.set(name, { data, shape });
    return name;
  }

  integers(values: number[]): string {
    return this.constant(BigInt64Array.from(values, BigInt), [values.length]);
  }

  /** Adds a node with one output and returns that output's name. */
  node(operator: string, inputs: string[], attributes: Record<string, Attribute> = {}): string {
    const output = `t${this.nodes.length}`;
    this.nodes.push({ operator, inputs, outputs: [output], attributes });
    return output;
  }

  /** Publishes a tensor under a fixed name. */
  output(name: string, tensor: string, shape: Dimension[]): void {
    this.nodes.push({ operator: 'Identity', inputs: [tensor], outputs: [name], attributes: {} });
    this.outputs.push({ name, shape });
  }

  /** The graph as ONNX bytes (protobuf). */
  encode(): Uint8Array {
    const model = onnx.ModelProto.create({
      irVersion: IR_VERSION,
      producerName: 'kaijo',
      opsetImport: [{ domain: '', version: OPSET }],
      graph: {
        name: this.name,
        node: this.nodes.map(({ operator, inputs, outputs, attributes }, index) => ({
          opType: operator,
          name: `${operator}_${index}`,
          input: inputs,
          output: outputs,
          attribute: Object.entries(attributes).map(([name, value]) => attributeProto(name, value)),
        })),
        initializer: [...this.weights].map(([name, { data, shape }]) => tensorProto(name, data, shape)),
        input: this.inputs.map(valueInfo),
        output: this.outputs.map(valueInfo),
      },
    });
    return onnx.ModelProto.encode(model).finish();
  }
}

export function tensorProto(name: string, data: Weights, shape: number[]) {
  const dataType = ELEMENT_TYPE[data.constructor.name as keyof typeof ELEMENT_TYPE];
  const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return onnx.TensorProto.create({ name, dims: shape, dataType, rawData });
}

function attributeProto(name: string, value: Attribute) {
  if (Array.isArray(value)) return { name, type: 7, ints: value };
  if (typeof value === 'string') return { name, type: 3, s: new TextEncoder().encode(value) };
  return { name, type: 2, i: value };
}

function valueInfo({ name, shape }: { name: string; shape: Dimension[] }) {
  const dim = shape.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }));
  return { name, type: { tensorType: { elemType: ELEMENT_TYPE.Float32Array, shape: { dim } } } };
}
