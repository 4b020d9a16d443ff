import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { MADE, ROOT, type Wrangler } from '../wrangler.ts';
import { goUp, type Deployed, type Rising } from './gradual.ts';

/** The Workers of an environment. */
export const workersOf = (env: string): Record<'matcher' | 'api' | 'console', Deployed> => {
  const at = (name: string, folder: string) => ({
    name: `kaijo-${name}-${env}`,
    target: ['--config', `${ROOT}${folder}wrangler.toml`, '--env', env],
  });
  return {
    matcher: at('matcher', 'workers/matcher/'),
    api: at('api', ''),
    console: at('console', 'workers/console/'),
  };
};

export interface Deploying {
  env: string;
  wrangler: Wrangler;
  say(line: string): void;
  /** How new versions go up by and by; null: at once, which is how the first ones do. */
  rising: Rising | null;
}

/** The order matters: the API calls the matcher and needs the tables, and the console calls the API. */
export async function deploy({ env, wrangler, say, rising }: Deploying): Promise<void> {
  const { matcher, api, console } = workersOf(env);
  const put = async (worker: Deployed) => {
    say(`${worker.name} → ${env}`);
    if (rising) await goUp(worker, rising);
    else say(await wrangler(['deploy', ...worker.target]));
  };
  await put(matcher);
  say(`migrations → ${env}`);
  say(await wrangler(['d1', 'migrations', 'apply', 'DB', '--remote', ...api.target]));
  await put(api);
  say(`${console.name} → ${env}`);
  // Its people are few, and nobody waits before it.
  say(await wrangler(['deploy', ...console.target]));
}

/** All that can be done of it without an account: bundles of every Worker, and the migrations on an empty local database. */
export async function rehearse({ env, wrangler, say }: Omit<Deploying, 'rising'>): Promise<void> {
  const workers = workersOf(env);
  const folder = `${MADE}deploy/${env}/`;
  for (const [name, { target }] of Object.entries(workers)) {
    say(`${name} → ${env}`);
    say(await wrangler(['deploy', ...target, '--dry-run', '--outdir', folder + name]));
    // Whoever takes a bundle from here takes its notices along; a deployment has them among the API's assets.
    if (existsSync(`${ROOT}dist/licences.txt`))
      copyFileSync(`${ROOT}dist/licences.txt`, `${folder}${name}/licences.txt`);
  }
  say(`migrations → ${env}`);
  rmSync(`${folder}state`, { recursive: true, force: true });
  const local = ['--local', '--persist-to', `${folder}state`];
  say(await wrangler(['d1', 'migrations', 'apply', 'DB', ...local, ...workers.api.target]));
}
