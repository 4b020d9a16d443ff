import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { unstable_readConfig as readConfig } from 'wrangler';
import { EMBEDDING, type Manifest } from '#wasm/manifest.ts';
import { Misuse } from '../exit.ts';
import { readRings } from '../rotation/ring-file.ts';
import { ROOT, runWrangler } from '../wrangler.ts';
import { findInAccount } from './account.ts';
import { findFaults, trailBucket, type Configuration } from './configuration.ts';
import type { Finding } from './finding.ts';
import { findInRings } from './rings.ts';

export interface Examining {
  /** Who says that the rights to the face model are cleared. */
  rights?: string | undefined;
  /** Ask the account too. */
  account: boolean;
  /** The operator's ring file, to be asked how old its keys are. */
  ring?: string | undefined;
  /** Unix seconds. */
  now: number;
}

/** Everything that stands in the way of a deployment, or should be looked at. Throws `Misuse` for no environment of ours. */
export async function examine(env: string, { rights, account, ring, now }: Examining): Promise<Finding[]> {
  const configuration = await configurationOf(env);
  return [
    ...findFaults({ ...configuration, rights, now }),
    ...(ring === undefined ? [] : findInRings(await readRings(ring), now)),
    ...(account ? await findInAccount(env, trailBucket(configuration.api), runWrangler) : []),
  ];
}

/** What is written down for an environment. @param root of the project, with a separator at its end */
export async function configurationOf(
  env: string,
  root = ROOT,
): Promise<Omit<Configuration, 'rights' | 'now'>> {
  const json = async <T>(file: string) => JSON.parse(await readFile(`${root}${file}`, 'utf8')) as T;
  const { models } = await json<Manifest>('wasm/manifest.json');
  const of = (file: string) => settingsIn(`${root}${file}`, env);
  return {
    env,
    api: of('wrangler.toml'),
    matcher: of('workers/matcher/wrangler.toml'),
    console: of('workers/console/wrangler.toml'),
    anchors: await json('workers/api/anchors.json'),
    provenance: models[EMBEDDING]!.provenance,
    built: ['dist', 'workers/console/dist'].every((pages) => existsSync(`${root}${pages}/index.html`)),
  };
}

function settingsIn(config: string, env: string) {
  try {
    const settings = readConfig({ config, env });
    if (settings.targetEnvironment === env && settings.definedEnvironments?.includes(env)) return settings;
  } catch {
    // Wrangler says it at length; who asked for it needs one sentence.
  }
  throw new Misuse(`there is no environment ${env} in ${config}`);
}
