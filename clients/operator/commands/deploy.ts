import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { MADE, ROOT, runWrangler } from '../wrangler.ts';

/** The order matters: the API calls the matcher and needs the tables, and the console calls the API. */
export async function deploy(env: string, dryRun: boolean, say: (line: string) => void): Promise<void> {
  const target = ['--env', env];
  const pretend = dryRun ? ['--dry-run'] : [];
  const out = (name: string) => (dryRun ? ['--outdir', `${MADE}deploy/${env}/${name}`] : []);
  for (const pages of ['dist', 'workers/console/dist'])
    if (!existsSync(`${ROOT}${pages}/index.html`))
      throw new Error(`there are no pages in ${pages}/: run \`npm run build\` first`);
  say(`matcher → ${env}`);
  const matcher = ['--config', `${ROOT}workers/matcher/wrangler.toml`];
  say(await runWrangler(['deploy', ...matcher, ...target, ...pretend, ...out('matcher')]));
  say(`migrations → ${env}`);
  if (dryRun) say(await tryMigrations(env));
  else say(await runWrangler(['d1', 'migrations', 'apply', 'DB', '--remote', ...target]));
  say(`api → ${env}`);
  say(await runWrangler(['deploy', ...target, ...pretend, ...out('api')]));
  say(`console → ${env}`);
  const console = ['--config', `${ROOT}workers/console/wrangler.toml`];
  say(await runWrangler(['deploy', ...console, ...target, ...pretend, ...out('console')]));
  // Whoever takes a bundle from here takes its notices along; a deployment has them among the API's assets.
  for (const [, folder] of dryRun ? [out('matcher'), out('api'), out('console')] : [])
    copyFileSync(`${ROOT}dist/licences.txt`, `${folder}/licences.txt`);
}

/** A dry run has no account to ask: the migrations are tried on an empty local database instead. */
async function tryMigrations(env: string): Promise<string> {
  const folder = `${MADE}deploy/${env}/state`;
  rmSync(folder, { recursive: true, force: true });
  return runWrangler(['d1', 'migrations', 'apply', 'DB', '--local', '--persist-to', folder, '--env', env]);
}
