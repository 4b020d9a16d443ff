import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { bundle, CONSOLE } from '#clients/lab/system/bundle.ts';
import { createApi } from '#clients/sdk/index.ts';
import { confirmedKiosk, newPhone, type Surroundings } from '../actors.ts';
import { TestCard } from '../card.ts';
import { KillableSystem } from '../system.ts';
import { beside, Waits } from './beside.ts';

// `npm run lab -- bench:api --rows 10000`: the journey's calls and a bare route's read and write, by turns in one run, over
// as many rows. Only ratios are printed: the milliseconds are this machine's. Both databases are opened anew when they are full: one
// that was just filled has all of it in its log, where every page is looked for first.

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '10000' }, rounds: { type: 'string', default: '12' } },
});
const [rows, rounds] = [Number(values.rows), Number(values.rounds)];
/** Bare calls by each person in a round: about the time of a journey. */
const BARE_CALLS = 60;

/** Rows of one statement: a database that takes longer is given up on. */
const AT_ONCE = 5_000;
const COUNT = `WITH RECURSIVE n(i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)`;
const RESERVATIONS = `INSERT INTO reservations
  (id, cert_id, chip_id, salt, ticket, ticket_hash, state, version, created_at, expires_at)
  ${COUNT} SELECT 'r' || i, 'cert' || i, 'chip' || i, 'salt', hex(randomblob(300)), 'hash' || i, 'reserved', 1, ?3, ?4 FROM n`;
const THINGS = `INSERT INTO things ${COUNT} SELECT 't' || i, 1, hex(randomblob(300)) FROM n`;

async function fill(database: Pick<D1Database, 'prepare'>, statement: string, ...values: number[]) {
  for (let first = 1; first <= rows; first += AT_ONCE)
    await database
      .prepare(statement)
      .bind(first, Math.min(rows, first + AT_ONCE - 1), ...values)
      .run();
}

async function bareRoute(kept: string) {
  const { folder, main } = await bundle(
    {
      configuration: CONSOLE.configuration,
      entry: `${import.meta.dirname}/bare.ts`,
      from: ['workers/api/test/bench'],
    },
    'bare',
  );
  const worker = {
    name: 'bare',
    compatibilityDate: '2026-10-01',
    modules: [{ type: 'ESModule' as const, path: `${folder}${main}` }],
    modulesRoot: folder,
    d1Databases: { DB: 'bare' },
  };
  const start = () =>
    new Miniflare(convertV4MiniflareOptions({ workers: [worker], resourcePersistencePath: kept }));
  const filling = start();
  const database = await filling.getD1Database('DB', 'bare');
  await database.exec(
    'CREATE TABLE things (id TEXT PRIMARY KEY, version INTEGER NOT NULL, body TEXT NOT NULL)',
  );
  await fill(database as never, THINGS);
  await filling.dispose();
  const miniflare = start();
  return { miniflare, origin: await miniflare.ready };
}

const folder = await mkdtemp(`${tmpdir()}/kaijo-bench-`);
const system = await KillableSystem.create({ folder });
await fill((await system.start()) as never, RESERVATIONS, system.now, system.now + 86_400);
await system.stop();
const database = await system.start();
const { miniflare, origin } = await bareRoute(`${folder}/bare`);
const [bare, journey] = [new Waits(), new Waits()];

async function walk(card: TestCard): Promise<void> {
  const around: Surroundings = {
    connect: (key) => createApi({ origin: system.origin, key, fetch: (input, init) => timed(input, init) }),
    consentVersion: system.lab.environment['CONSENT_VERSION']!,
    database: database as never,
    now: system.now,
  };
  const [phone, kiosk] = [await newPhone(around), await confirmedKiosk(around)];
  await phone.reserve(card);
  await kiosk.redeem(card);
}

/** The answer that wants a fresh nonce is not one of the seven. */
async function timed(input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> {
  const { pathname } = new URL(input instanceof Request ? input.url : input);
  const from = performance.now();
  const response = await fetch(input, init);
  const body = await response.arrayBuffer();
  if (response.ok) journey.note(pathname, performance.now() - from);
  return new Response(body, response);
}

async function askBare(person: number): Promise<void> {
  for (let call = 0; call < BARE_CALLS; call++) {
    const id = 1 + ((person * 7_919 + call * 104_729) % rows);
    const from = performance.now();
    await (await fetch(new URL(`/t${id}`, origin), { method: 'POST' })).arrayBuffer();
    bare.note('bare', performance.now() - from);
  }
}

try {
  const cards = await Promise.all(system.lab.cards.map((card) => TestCard.of(card)));
  for (let round = 0; round < rounds; round++) {
    await Promise.all(cards.map((_, person) => askBare(person)));
    await Promise.all(cards.map(walk));
  }
  const lines = beside(bare.medians()[0]![1], journey.medians());
  process.stdout.write(`${rows} rows, ${cards.length} at once, ${rounds} rounds\n${lines.join('\n')}\n`);
} finally {
  await Promise.all([system.stop(), miniflare.dispose()]);
  await rm(folder, { recursive: true, force: true });
}
