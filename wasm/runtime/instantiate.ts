/*
 * workerd refuses to compile WebAssembly from bytes but runs a module of the bundle. A library that only takes bytes is
 * given a token instead; while `run` is active, its call of WebAssembly.instantiate(token, imports) is answered with the
 * compiled module. Every other call goes to the native function. Node and pages take the same way, so that all three
 * run the same code.
 */
type Instantiate = (source: unknown, imports?: WebAssembly.Imports) => Promise<unknown>;

const host = WebAssembly as unknown as { instantiate: Instantiate };
let memories: WeakRef<WebAssembly.Memory>[] = [];
const modules = new Map<unknown, WebAssembly.Module>();
let native = host.instantiate;
let running = 0;

async function answer(source: unknown, imports?: WebAssembly.Imports): Promise<unknown> {
  const module = modules.get(source) ?? modules.get((source as Uint8Array | null)?.buffer);
  if (!module) return native.call(WebAssembly, source, imports);
  const instance = (await native.call(WebAssembly, module, imports)) as WebAssembly.Instance;
  const holders = [instance.exports, ...Object.values(imports ?? {})];
  const found = holders.flatMap((holder) => Object.values(holder) as unknown[]);
  for (const value of found) if (value instanceof WebAssembly.Memory) remember(value);
  return { module, instance };
}

function remember(memory: WebAssembly.Memory): void {
  memories = [...memories.filter((one) => one.deref()), new WeakRef(memory)];
}

/** Bytes of linear memory of what a token stood for and was not collected; each only ever grows. */
export const linearMemory = (): number =>
  memories.reduce((sum, one) => sum + (one.deref()?.buffer.byteLength ?? 0), 0);

/** Stands for a compiled module where a library wants its bytes. */
export class ModuleToken {
  readonly bytes: ArrayBuffer = new ArrayBuffer(8);

  constructor(module: WebAssembly.Module) {
    modules.set(this.bytes, module);
  }

  /** Does work during which the library may instantiate the token. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (running++ === 0) {
      native = host.instantiate;
      host.instantiate = answer;
    }
    try {
      return await work();
    } finally {
      if (--running === 0) host.instantiate = native;
    }
  }
}
