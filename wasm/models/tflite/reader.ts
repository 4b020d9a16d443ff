import { ByteBuffer } from 'flatbuffers';
import { halfToFloat } from '../half.ts';

/** One tensor of the graph. `data` is null for what is computed at run time. */
export interface Tensor {
  name: string;
  shape: number[];
  data: Float32Array | null;
}
export interface Operation {
  /** Builtin operator code of the TFLite schema. */
  code: number;
  inputs: number[];
  outputs: number[];
  options: Options;
}
export interface TfliteModel {
  tensors: Tensor[];
  inputs: number[];
  outputs: number[];
  operations: Operation[];
}

/** Field numbers of the TFLite schema (tensorflow/lite/schema/schema.fbs), each where it is read. */
export class Table {
  private readonly buffer: ByteBuffer;
  private readonly position: number;

  constructor(buffer: ByteBuffer, position: number) {
    this.buffer = buffer;
    this.position = position;
  }

  private field(index: number): number {
    const offset = this.buffer.__offset(this.position, 4 + 2 * index);
    return offset === 0 ? 0 : this.position + offset;
  }

  byte(index: number, absent = 0): number {
    const at = this.field(index);
    return at === 0 ? absent : this.buffer.readInt8(at);
  }

  int(index: number, absent = 0): number {
    const at = this.field(index);
    return at === 0 ? absent : this.buffer.readInt32(at);
  }

  text(index: number): string {
    return String(this.buffer.__string(this.field(index)));
  }

  table(index: number): Table {
    return new Table(this.buffer, this.buffer.__indirect(this.field(index)));
  }

  tables(index: number): Table[] {
    return this.vector(index, 4, (at) => new Table(this.buffer, this.buffer.__indirect(at)));
  }

  ints(index: number): number[] {
    return this.vector(index, 4, (at) => this.buffer.readInt32(at));
  }

  /** A copy of a byte vector, aligned for typed arrays. */
  bytes(index: number): Uint8Array<ArrayBuffer> {
    const at = this.field(index);
    if (at === 0) return new Uint8Array(0);
    const start = this.buffer.__vector(at);
    return Uint8Array.from(this.buffer.bytes().subarray(start, start + this.buffer.__vector_len(at)));
  }

  private vector<T>(index: number, size: number, read: (at: number) => T): T[] {
    const at = this.field(index);
    if (at === 0) return [];
    const start = this.buffer.__vector(at);
    return Array.from({ length: this.buffer.__vector_len(at) }, (_, k) => read(start + k * size));
  }
}
export type Options = Pick<Table, 'byte' | 'int'>;

/** Reads the one subgraph of a float or float16-weight TFLite file. */
export function readTflite(file: Uint8Array): TfliteModel {
  const buffer = new ByteBuffer(file);
  const root = new Table(buffer, buffer.readInt32(0));
  const codes = root.tables(1).map((code) => Math.max(code.byte(0), code.int(3)));
  const data = root.tables(4).map((table) => table.bytes(0));
  const graph = root.tables(2)[0]!;
  return {
    tensors: graph.tables(0).map((table) => ({
      name: table.text(3),
      shape: table.ints(0),
      data: weights(table.byte(1), data[table.int(2)]!),
    })),
    inputs: graph.ints(1),
    outputs: graph.ints(2),
    operations: graph.tables(3).map((table) => ({
      code: codes[table.int(0)]!,
      inputs: table.ints(1),
      outputs: table.ints(2),
      options: table.byte(3) === 0 ? NO_OPTIONS : table.table(4),
    })),
  };
}

const NO_OPTIONS: Options = { byte: (_index, absent = 0) => absent, int: (_index, absent = 0) => absent };

/** Tensor types 0 float32, 1 float16, 2 int32 of the schema. */
function weights(type: number, bytes: Uint8Array<ArrayBuffer>): Float32Array | null {
  if (bytes.length === 0) return null;
  if (type === 0) return new Float32Array(bytes.buffer);
  if (type === 1) return Float32Array.from(new Uint16Array(bytes.buffer), halfToFloat);
  if (type === 2) return Float32Array.from(new Int32Array(bytes.buffer));
  throw new Error(`TFLite tensor type ${type} is not read`);
}
