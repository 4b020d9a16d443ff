/* As much of WebAssembly's binary format as it takes to give a module more functions. */

interface Section {
  id: number;
  bytes: Uint8Array;
}

const HEADER = 8;
const ID = { types: 1, imports: 2, functions: 3, code: 10 } as const;
const FUNCTION_TYPE = 0x60;
const OF_IMPORT = { function: 0, table: 1, memory: 2, global: 3 } as const;

/** A module taken apart: types as they are written, functions by the index of their type, and their code. */
export class WasmModule {
  readonly types: Uint8Array[];
  /** Indices of types, of the functions that are not imported. */
  readonly functions: number[];
  readonly code: Uint8Array[];
  readonly importedFunctions: number;
  private readonly header: Uint8Array;
  private readonly sections: Section[];

  constructor(file: Uint8Array) {
    this.header = file.subarray(0, HEADER);
    this.sections = sectionsOf(file);
    this.types = typesOf(this.bytesOf(ID.types));
    this.functions = readVector(this.bytesOf(ID.functions), (reader) => reader.number());
    this.code = readVector(this.bytesOf(ID.code), (reader) => reader.take(reader.number()));
    this.importedFunctions = countImportedFunctions(this.bytesOf(ID.imports));
  }

  /** Adds a function and answers its index. */
  add(type: Uint8Array, code: Uint8Array): number {
    const known = this.types.findIndex((one) => Buffer.compare(one, type) === 0);
    this.functions.push(known < 0 ? this.types.push(type) - 1 : known);
    return this.importedFunctions + this.code.push(code) - 1;
  }

  typeOf(defined: number): Uint8Array {
    return this.types[this.functions[defined]!]!;
  }

  encode(): Uint8Array {
    const made = new Map<number, Uint8Array>([
      [ID.types, vector(this.types)],
      [ID.functions, vector(this.functions.map(unsigned))],
      [ID.code, vector(this.code.map((body) => Buffer.concat([unsigned(body.length), body])))],
    ]);
    const sections = this.sections.map(({ id, bytes }) => {
      const content = made.get(id) ?? bytes;
      return Buffer.concat([Uint8Array.of(id), unsigned(content.length), content]);
    });
    return Buffer.concat([this.header, ...sections]);
  }

  private bytesOf(id: number): Uint8Array {
    return this.sections.find((section) => section.id === id)?.bytes ?? Uint8Array.of(0);
  }
}

/** How many parameters a function type has; fewer than 128. */
export const parametersOf = (type: Uint8Array): number => type[1]!;

/** Where in a function's code its instructions begin, after the locals. */
export function startOfInstructions(code: Uint8Array): number {
  const reader = new Reader(code);
  for (let groups = reader.number(); groups > 0; groups--) {
    reader.number();
    reader.take(1);
  }
  return reader.at;
}

/** An unsigned number in LEB128. */
export function unsigned(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 128) return Uint8Array.from([...bytes, rest]);
    bytes.push((rest & 127) | 128);
  }
}

class Reader {
  at = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get ended(): boolean {
    return this.at >= this.bytes.length;
  }

  number(): number {
    for (let [value, shift] = [0, 0]; ; shift += 7) {
      const byte = this.bytes[this.at++]!;
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  }

  take(length: number): Uint8Array {
    return this.bytes.subarray(this.at, (this.at += length));
  }
}

function sectionsOf(file: Uint8Array): Section[] {
  const reader = new Reader(file);
  reader.take(HEADER);
  const sections: Section[] = [];
  while (!reader.ended) sections.push({ id: reader.take(1)[0]!, bytes: reader.take(reader.number()) });
  return sections;
}

function readVector<T>(bytes: Uint8Array, read: (reader: Reader) => T): T[] {
  const reader = new Reader(bytes);
  return Array.from({ length: reader.number() }, () => read(reader));
}

function typesOf(bytes: Uint8Array): Uint8Array[] {
  return readVector(bytes, (reader) => {
    const from = reader.at;
    if (reader.take(1)[0] !== FUNCTION_TYPE) throw new Error('only function types are read');
    reader.take(reader.number());
    reader.take(reader.number());
    return bytes.subarray(from, reader.at);
  });
}

function countImportedFunctions(bytes: Uint8Array): number {
  return readVector(bytes, readImport).filter((kind) => kind === OF_IMPORT.function).length;
}

/** Answers what kind of thing is imported. */
function readImport(reader: Reader): number {
  reader.take(reader.number());
  reader.take(reader.number());
  const kind = reader.take(1)[0]!;
  if (kind === OF_IMPORT.function) reader.number();
  else if (kind === OF_IMPORT.global) reader.take(2);
  else {
    if (kind === OF_IMPORT.table) reader.take(1);
    const bounded = reader.number() & 1;
    reader.number();
    if (bounded) reader.number();
  }
  return kind;
}

const vector = (items: readonly Uint8Array[]): Uint8Array =>
  Buffer.concat([unsigned(items.length), ...items]);
