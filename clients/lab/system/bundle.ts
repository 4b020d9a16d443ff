import { mkdir } from 'node:fs/promises';
import { MADE, ROOT, runWrangler } from '#clients/operator/wrangler.ts';
import { makeOnce } from './made.ts';

/** A Worker of this project: its wrangler configuration, and the entry point that the local system runs. */
export interface WorkerSource {
  configuration: string;
  entry: string;
  /** Folders whose files go into the bundle. */
  from: readonly string[];
}

export const API: WorkerSource = {
  configuration: `${ROOT}wrangler.toml`,
  entry: `${ROOT}clients/lab/system/api.ts`,
  from: [
    'workers/api',
    'clients/lab/system',
    'schema/contract',
    'schema/tables',
    'package-lock.json',
    'wrangler.toml',
  ],
};
export const CONSOLE: WorkerSource = {
  configuration: `${ROOT}workers/console/wrangler.toml`,
  entry: `${ROOT}clients/lab/system/console.ts`,
  from: ['workers/console', 'clients/lab/system', 'schema/contract', 'package-lock.json'],
};
export const MATCHER: WorkerSource = {
  configuration: `${ROOT}workers/matcher/wrangler.toml`,
  entry: `${ROOT}workers/matcher/index.ts`,
  from: ['workers/matcher', 'wasm', 'schema/contract', 'package-lock.json'],
};

/** Bundles a Worker with wrangler, as a deployment would, unless nothing changed. Answers the folder and its main file. */
export async function bundle(worker: WorkerSource, name: string): Promise<{ folder: string; main: string }> {
  const folder = `${MADE}build/${name}/`;
  const main = worker.entry.replace(/^.*\/(\w+)\.ts$/, '$1.js');
  await makeOnce(`${folder}${main}`, worker.from, async () => {
    // The pages are another's to build; wrangler only wants the folder to be there.
    await mkdir(`${MADE}pages`, { recursive: true });
    const assets = name === 'matcher' ? [] : ['--assets', `${MADE}pages`];
    const options = [
      '--env',
      '',
      '--dry-run',
      '--outdir',
      folder,
      '--config',
      worker.configuration,
      ...assets,
    ];
    await runWrangler(['deploy', worker.entry, ...options]);
  });
  return { folder, main };
}
