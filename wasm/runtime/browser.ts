import type { Runtime } from './port.ts';

/** Where a page serves the files from. What it does not use it need not serve. */
export interface BrowserFiles {
  ort: string;
  jpeg?: string;
  jpeg2000?: string;
  /** Model name in the manifest → address. */
  models: Record<string, string>;
}

/** A page: everything is fetched when first needed. The page's CSP needs `wasm-unsafe-eval`. */
export function browserRuntime(files: BrowserFiles): Runtime {
  return {
    wasm: {
      ort: compile('ort', files.ort),
      jpeg: compile('jpeg', files.jpeg),
      jpeg2000: compile('jpeg2000', files.jpeg2000),
    },
    model: async (name) => new Uint8Array(await (await get(name, files.models[name])).arrayBuffer()),
  };
}

function compile(name: string, address: string | undefined): () => Promise<WebAssembly.Module> {
  return async () => WebAssembly.compile(await (await get(name, address)).arrayBuffer());
}

async function get(name: string, address: string | undefined): Promise<Response> {
  if (!address) throw new Error(`no address was given for ${name}`);
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
  return response;
}
