import type { CDPSession, Page } from 'playwright-core';

/**
 * Where in the page's memory each of these texts is found: in strings of a heap snapshot, in bytes (UTF-8 and UTF-16) of
 * buffers, and in arrays of codes or characters. Garbage is collected before, so what is found is held by something.
 * `noteBuffers` must have run before the page.
 */
export async function findInMemory(page: Page, texts: readonly string[]): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const snapshot = await takeSnapshot(session);
  const places: string[] = [];
  for (const text of texts) {
    // Codes go to the page shifted by one, so that the search does not find itself.
    const shifted = [...text].map((char) => char.charCodeAt(0) + 1);
    const found = [
      ...stringsWith(snapshot, text),
      ...(await buffersWith(session, shifted)),
      ...(await arraysWith(session, shifted)),
    ];
    places.push(...found.map((place) => `${text} in ${place}`));
  }
  await session.detach();
  return places;
}

/** The parts of a V8 heap snapshot that are read here. */
interface Snapshot {
  snapshot: { meta: { node_fields: string[] } };
  nodes: number[];
  strings: string[];
}

async function takeSnapshot(session: CDPSession): Promise<Snapshot> {
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  return JSON.parse(chunks.join('')) as Snapshot;
}

/**
 * As a word of its own where it is all digits, and outside of keys, nonces and tokens: four digits occur by chance in every
 * long number, and in forty random characters.
 */
function holds(string: string, text: string): boolean {
  if (!/^\d+$/.test(text)) return string.includes(text);
  return new RegExp(`(?<!\\d)${text}(?!\\d)`).test(string.replaceAll(/[\w-]{40,}/g, ' '));
}

/** Names of nodes alone: a string is the name of its own node, while names of edges are mostly numbers of the engine. */
function stringsWith({ snapshot, nodes, strings }: Snapshot, text: string): string[] {
  const { node_fields: fields } = snapshot.meta;
  const name = fields.indexOf('name');
  const found = new Set<string>();
  for (let node = 0; node < nodes.length; node += fields.length) {
    const string = strings[nodes[node + name]!]!;
    if (holds(string, text)) found.add(`string "${string.slice(0, 80)}"`);
  }
  return [...found];
}

/**
 * For `addInitScript`, before any code of the page: keeps a weak note of every buffer and typed array that is made, as
 * neither heap snapshots nor the inspector's queries give out their bytes.
 */
export function noteBuffers(): void {
  const notes: WeakRef<object>[] = [];
  const prototypes = [Uint8Array, Int8Array, Uint16Array, Uint32Array, ArrayBuffer, DataView];
  for (const native of prototypes as unknown as (new () => object)[]) {
    const noted = new Proxy(native, {
      construct(target, args, newTarget) {
        const made = Reflect.construct(target, args, newTarget === noted ? target : newTarget) as object;
        notes.push(new WeakRef(made));
        return made;
      },
    });
    // `slice`, `map` and `from` ask an instance or the class for its constructor.
    Object.defineProperty(native.prototype, 'constructor', {
      value: noted,
      configurable: true,
      writable: true,
    });
    Object.assign(globalThis, { [native.name]: noted });
  }
  Object.assign(globalThis, { notedBuffers: notes });
}

/** In the page: how many of the noted buffers that still live hold the text, one or two bytes a character? */
const SEARCH_BUFFERS = `function (shifted) {
  const holds = (object) => {
    if (!object || object.detached) return false;
    const bytes = new Uint8Array(ArrayBuffer.isView(object) ? object.buffer : object);
    for (const step of [1, 2])
      for (let start = 0; start + (shifted.length - 1) * step < bytes.length; start++)
        if (shifted.every((code, at) => bytes[start + at * step] === code - 1)) return true;
    return false;
  };
  return this.filter((note) => holds(note.deref())).length;
}`;

async function buffersWith(session: CDPSession, shifted: number[]): Promise<string[]> {
  const { result } = await session.send('Runtime.evaluate', { expression: 'notedBuffers.slice()' });
  if (!result.objectId) throw new Error('noteBuffers was not there before the page');
  const count = await callOn<number>(session, result.objectId, SEARCH_BUFFERS, shifted);
  return Array.from({ length: count }, () => 'buffer');
}

/** In the page: how many of these arrays hold the text as codes or as characters? */
const SEARCH_ARRAYS = `function (shifted) {
  const codeOf = (item) => (typeof item === 'string' && item.length === 1 ? item.charCodeAt(0) : item);
  const holds = (array) => {
    for (let start = 0; start + shifted.length <= array.length; start++)
      if (shifted.every((code, at) => codeOf(array[start + at]) === code - 1)) return true;
    return false;
  };
  return this.filter((array) => Array.isArray(array) && holds(array)).length;
}`;

async function arraysWith(session: CDPSession, shifted: number[]): Promise<string[]> {
  const { result } = await session.send('Runtime.evaluate', { expression: 'Array.prototype' });
  const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId: result.objectId! });
  const count = await callOn<number>(session, objects.objectId!, SEARCH_ARRAYS, shifted);
  return Array.from({ length: count }, () => 'Array');
}

async function callOn<T>(
  session: CDPSession,
  objectId: string,
  search: string,
  shifted: number[],
): Promise<T> {
  const { result, exceptionDetails } = await session.send('Runtime.callFunctionOn', {
    objectId,
    functionDeclaration: search,
    arguments: [{ value: shifted }],
    returnByValue: true,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  await session.send('Runtime.releaseObject', { objectId });
  return result.value as T;
}
