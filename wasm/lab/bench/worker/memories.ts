/*
 * Bench only. V8's own count leaves WebAssembly's linear memories out, so every one that a module is given or makes is
 * remembered here. Imported before anything that instantiates.
 */
const memories: WeakRef<WebAssembly.Memory>[] = [];
const known = new WeakSet<WebAssembly.Memory>();
const host = WebAssembly as unknown as {
  instantiate: (source: unknown, imports?: Record<string, object>) => Promise<unknown>;
  Instance: new (module: WebAssembly.Module, imports?: Record<string, object>) => WebAssembly.Instance;
};
const { instantiate, Instance } = host;

function remember(...holders: (object | undefined)[]): void {
  for (const value of holders.flatMap((holder) => Object.values(holder ?? {}))) {
    if (!(value instanceof WebAssembly.Memory) || known.has(value)) continue;
    known.add(value);
    memories.push(new WeakRef(value));
  }
}

host.instantiate = async (source, imports) => {
  const result = await instantiate.call(WebAssembly, source, imports);
  const { exports } =
    result instanceof WebAssembly.Instance ? result : (result as { instance: WebAssembly.Instance }).instance;
  remember(exports, ...Object.values(imports ?? {}));
  return result;
};

host.Instance = new Proxy(Instance, {
  construct(target, [module, imports]: [WebAssembly.Module, Record<string, object>?]) {
    const instance = new target(module, imports);
    remember(instance.exports, ...Object.values(imports ?? {}));
    return instance;
  },
});

/** Bytes of each linear memory that was not collected, as far as it has grown. */
export const linearMemory = (): number[] => memories.flatMap((one) => one.deref()?.buffer.byteLength ?? []);
