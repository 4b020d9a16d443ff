import { readdir } from 'node:fs/promises';
import { Response, type V4WorkerOptions } from 'miniflare';
import { unstable_getMiniflareWorkerOptions as workerOptions } from 'wrangler';
import { API, bundle, CONSOLE, MATCHER, type WorkerSource } from './bundle.ts';
import type { LocalClock } from './clock.ts';
import type { LocalRevocation } from './revocation.ts';

export const API_NAME = 'kaijo-api';
export const CONSOLE_NAME = 'kaijo-console';
const MATCHER_NAME = 'kaijo-matcher';

/** What differs from those that are deployed: secrets of the lab, a clock that can be moved, pages from elsewhere. */
export interface LocalWorkers {
  environment: Record<string, string>;
  clock: LocalClock;
  revocation: LocalRevocation;
  pages?: string | undefined;
  consolePages?: string | undefined;
  withoutMatcher?: boolean | undefined;
  /** Where the console is to be reached from outside this process; absent: nowhere. */
  consolePort?: number | undefined;
}

/** The part of wrangler's answer that is changed here; the rest is passed on as it came. */
interface Configured {
  bindings: Record<string, unknown>;
  serviceBindings: Record<string, unknown>;
  assets?: unknown;
}

/** The Workers as Miniflare takes them: bindings from the wrangler files, code from wrangler's bundles. */
export async function localWorkers(local: LocalWorkers): Promise<V4WorkerOptions[]> {
  const workers = await Promise.all([apiWorker(local), matcherWorker(), consoleWorker(local)]);
  return workers as unknown as V4WorkerOptions[];
}

async function apiWorker({ environment, clock, revocation, pages, withoutMatcher }: LocalWorkers) {
  const configured = configurationOf(API, pages);
  return {
    ...configured,
    ...(await modulesOf(API, 'api')),
    name: API_NAME,
    outboundService: (request: Request) => revocation.answer(request),
    bindings: { ...configured.bindings, ...environment },
    serviceBindings: {
      ...configured.serviceBindings,
      ...(withoutMatcher ? { MATCHER: () => new Response(null, { status: 503 }) } : {}),
      CLOCK: () => new Response(String(clock.offset)),
    },
  };
}

const matcherWorker = async () => ({
  ...configurationOf(MATCHER),
  ...(await modulesOf(MATCHER, 'matcher')),
  name: MATCHER_NAME,
});

const consoleWorker = async ({ consolePort: port, consolePages }: LocalWorkers) => ({
  ...configurationOf(CONSOLE, consolePages),
  ...(await modulesOf(CONSOLE, 'console')),
  name: CONSOLE_NAME,
  ...(port === undefined ? {} : { unsafeDirectSockets: [{ host: '127.0.0.1', port }] }),
});

/** @param pages folder of what it serves; absent: the Worker alone */
function configurationOf(worker: WorkerSource, pages?: string): Configured {
  const overrides = pages ? { assets: { directory: pages } } : {};
  const options = workerOptions(worker.configuration, undefined, { overrides }).workerOptions;
  const { assets, ...configured } = options as unknown as Configured;
  return pages ? { ...configured, assets } : configured;
}

const MODULE_TYPES: Record<string, string> = { js: 'ESModule', wasm: 'CompiledWasm', onnx: 'Data' };
const moduleTypeOf = (file: string) => MODULE_TYPES[file.split('.').at(-1)!];

/** A bundle's modules, the entry point first. */
async function modulesOf(worker: WorkerSource, name: string) {
  const { folder, main } = await bundle(worker, name);
  const others = (await readdir(folder)).filter((file) => file !== main && moduleTypeOf(file) !== undefined);
  const modules = [main, ...others].map((file) => ({ type: moduleTypeOf(file), path: `${folder}${file}` }));
  return { modules, modulesRoot: folder, rootPath: folder };
}
