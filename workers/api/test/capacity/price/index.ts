import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { parseArgs } from 'node:util';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { unstable_readConfig as readConfig } from 'wrangler';
import { MADE, ROOT, runWrangler } from '#clients/operator/wrangler.ts';
import { busyAt } from '../demand.ts';
import { breakingPoint } from '../figures.ts';
import { measurePrice, type Ask } from './measure.ts';

// `npm run lab -- capacity:price --env staging`: deploys a probe beside the staging database for some minutes, measures what a batch
// and a statement cost there, and says what that means. `--local` asks the SQLite of this machine's workerd instead.

const NAME = 'kaijo-capacity-probe';
const probe = `${import.meta.dirname}/probe.ts`;
const { values } = parseArgs({ options: { env: { type: 'string' }, local: { type: 'boolean' } } });
const pass = crypto.randomUUID();
const say = (line: string) => void process.stdout.write(`${line}\n`);

const asking =
  (
    send: (
      path: string,
      init: { headers: Record<string, string> },
    ) => Promise<{ ok: boolean; status: number }>,
  ): Ask =>
  async (path) => {
    const { ok, status } = await send(path, { headers: { authorization: pass } });
    if (!ok) throw new Error(`the probe answered ${status} to ${path}`);
  };

async function onThisMachine() {
  const worker = {
    name: 'probe',
    modules: true as const,
    script: stripTypeScriptTypes(await readFile(probe, 'utf8')),
    compatibilityDate: '2026-10-01',
    d1Databases: { DB: 'probe' },
    bindings: { PASS: pass },
  };
  const miniflare = new Miniflare(convertV4MiniflareOptions({ workers: [worker] }));
  try {
    return await measurePrice(
      asking((path, init) => miniflare.dispatchFetch(`http://probe${path}`, init)),
      () => performance.now(),
    );
  } finally {
    await miniflare.dispose();
  }
}

type Bound = Readonly<Record<'binding' | 'database_name' | 'database_id', string>>;

async function onStaging() {
  const { d1_databases: bound } = readConfig({ config: `${ROOT}wrangler.toml`, env: 'staging' });
  const database = (bound as Bound[]).find(({ binding }) => binding === 'DB')!;
  const config = `${MADE}capacity/wrangler.json`;
  await mkdir(`${MADE}capacity`, { recursive: true });
  const settings = {
    name: NAME,
    main: probe,
    compatibility_date: '2026-10-01',
    workers_dev: true,
    d1_databases: [
      { binding: 'DB', database_name: database.database_name, database_id: database.database_id },
    ],
    vars: { PASS: pass },
  };
  await writeFile(config, JSON.stringify(settings));
  const deployed = await runWrangler(['deploy', '--config', config]);
  try {
    const origin = /https:\/\/\S+\.workers\.dev/.exec(deployed)?.[0];
    if (!origin) throw new Error(`wrangler named no address:\n${deployed}`);
    return await measurePrice(
      asking((path, init) => fetch(`${origin}${path}`, init)),
      () => performance.now(),
    );
  } finally {
    await runWrangler(['delete', '--config', config, '--force']);
  }
}

if (!values.local && values.env !== 'staging')
  throw new Error('name what is measured: --env staging, or --local. It writes; production is not asked.');
const { a, b, row, batches } = await (values.local ? onThisMachine() : onStaging());
for (const [statements, ms] of batches) say(`${statements} statements: ${ms.toFixed(3)} ms a batch`);
say(`a = ${a.toFixed(3)} ms, b = ${b.toFixed(3)} ms, a row of a large statement ${row.toFixed(4)} ms`);
if (values.local)
  say("This is the SQLite of this machine's workerd with what is around it, and says nothing of D1.");
else {
  const price = { a: Math.max(0, a), b: Math.max(0, b) };
  const busy = Math.round(busyAt(50, price) * 100);
  say(`D1 at 50 + 50 a second: ${busy} % busy; breaking point: ${breakingPoint(price)} a second`);
}
