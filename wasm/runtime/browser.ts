import type { Runtime } from './port.ts';

/** Where a page serves the files from. What it does not use it need not serve. */
export interface BrowserFiles {
  ort: string;
  jpeg?: string;
  jpeg2000?: string;
  /** Model name in the manifest → address. */
  models: Record<string, string>;
}

/**
 * A page: everything is fetched when first needed. The page's CSP needs `wasm-unsafe-eval`.
 * @param download fetches one file; give your own to show progress.
 */
export function browserRuntime(
  files: BrowserFiles,
  download: (address: string) => Promise<ArrayBuffer> = fetchBytes,
): Runtime {
  const get = async (name: string, address: string | undefined): Promise<ArrayBuffer> => {
    if (!address) throw new Error(`no address was given for ${name}`);
    return download(address);
  };
  const compile = (name: 'ort' | 'jpeg' | 'jpeg2000') => async () =>
    WebAssembly.compile(await get(name, files[name]));
  return {
    wasm: { ort: compile('ort'), jpeg: compile('jpeg'), jpeg2000: compile('jpeg2000') },
    model: async (name) => new Uint8Array(await get(name, files.models[name])),
  };
}

async function fetchBytes(address: string): Promise<ArrayBuffer> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: HTTP ${response.status}`);
  return response.arrayBuffer();
}
