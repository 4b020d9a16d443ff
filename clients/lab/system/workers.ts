import { readdir } from 'node:fs/promises';
import { Response, type V4WorkerOptions } from 'miniflare';
import { unstable_getMiniflareWorkerOptions as workerOptions } from 'wrangler';
import { API, bundle, MATCHER, type WorkerSource } from './bundle.ts';
import type { LocalClock } from './clock.ts';
import type { LocalRevocation } from './revocation.ts';

export const API_NAME = 'kaijo-api';
const MATCHER_NAME = 'kaijo-matcher';

/** What differs from the deployed pair: secrets of the lab, a clock that can be moved, pages from elsewhere. */
export interface LocalWorkers {
  environment: Record<string, string>;
  clock: LocalClock;
  revocation: LocalRevocation;
  pages?: string | undefined;
  withoutMatcher?: boolean | undefined;
}

/** The part of wrangler's answer that is changed here; the rest is passed on as it came. */
interface Configured {
  bindings: Record<string, unknown>;
  serviceBindings: Record<string, unknown>;
  assets?: unknown;
}

/** Both Workers as Miniflare takes them: bindings from the wrangler files, code from wrangler's bundles. */
export async function localWorkers(local: LocalWorkers): Promise<V4WorkerOptions[]> {
  const [api, matcher] = await Promise.all([apiWorker(local), matcherWorker()]);
  return [api, matcher] as unknown as V4WorkerOptions[];
}

async function apiWorker({ environment, clock, revocation, pages, withoutMatcher }: LocalWorkers) {
  const overrides = pages ? { assets: { directory: pages } } : {};
  const { assets, ...configured } = configurationOf(API, overrides);
  return {
    ...configured,
    ...(pages ? { assets } : {}),
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

const configurationOf = (worker: WorkerSource, overrides = {}): Configured =>
  workerOptions(worker.configuration, undefined, { overrides }).workerOptions as unknown as Configured;

const MODULE_TYPES: Record<string, string> = { js: 'ESModule', wasm: 'CompiledWasm', onnx: 'Data' };
const moduleTypeOf = (file: string) => MODULE_TYPES[file.split('.').at(-1)!];

/** A bundle's modules, the entry point first. */
async function modulesOf(worker: WorkerSource, name: string) {
  const { folder, main } = await bundle(worker, name);
  const others = (await readdir(folder)).filter((file) => file !== main && moduleTypeOf(file) !== undefined);
  const modules = [main, ...others].map((file) => ({ type: moduleTypeOf(file), path: `${folder}${file}` }));
  return { modules, modulesRoot: folder, rootPath: folder };
}
