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

// `npm run lab -- bench:api --rows 10000,1000000`: the journey's calls and a bare route's read and write over as many rows, by
// turns in one run, for each number of rows. Only ratios are printed: the milliseconds are this machine's. Databases are
// opened anew when they are full: one that was just filled has all of it in its log, where every page is looked for first.

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '10000' }, rounds: { type: 'string', default: '12' } },
});
const rounds = Number(values.rounds);
/** Bare calls by each person in a round: about the time of a journey. */
const BARE_CALLS = 60;

/** Rows of one statement: a database that takes longer is given up on. */
const AT_ONCE = 5_000;
const COUNT = `WITH RECURSIVE n(i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)`;
const RESERVATIONS = `INSERT INTO reservations
  (id, cert_id, chip_id, salt, ticket, ticket_hash, state, version, created_at, expires_at)
  ${COUNT} SELECT 'r' || i, 'cert' || i, 'chip' || i, 'salt', hex(randomblob(300)), 'hash' || i, 'reserved', 1, ?3, ?4 FROM n`;
const THINGS = `INSERT INTO things ${COUNT} SELECT 't' || i, 1, hex(randomblob(300)) FROM n`;

async function fill(
  database: Pick<D1Database, 'prepare'>,
  rows: number,
  statement: string,
  ...values: number[]
) {
  for (let first = 1; first <= rows; first += AT_ONCE)
    await database
      .prepare(statement)
      .bind(first, Math.min(rows, first + AT_ONCE - 1), ...values)
      .run();
}

async function bareRoute(rows: number, kept: string) {
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
  await fill(database as never, rows, THINGS);
  await filling.dispose();
  const miniflare = start();
  return { miniflare, origin: await miniflare.ready };
}

/** Walks the journey with calls that are timed. */
function walking(system: KillableSystem, database: D1Database, waits: Waits) {
  /** The answer that wants a fresh nonce is not one of the seven. */
  const timed = async (input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    const from = performance.now();
    const response = await fetch(input, init);
    const body = await response.arrayBuffer();
    if (response.ok) waits.note(pathname, performance.now() - from);
    return new Response(body, response);
  };
  return async (card: TestCard): Promise<void> => {
    const around: Surroundings = {
      connect: (key) => createApi({ origin: system.origin, key, fetch: timed }),
      consentVersion: system.lab.environment['CONSENT_VERSION']!,
      database: database as never,
      now: system.now,
    };
    const [phone, kiosk] = [await newPhone(around), await confirmedKiosk(around)];
    await phone.reserve(card);
    await kiosk.redeem(card);
  };
}

async function askBare(origin: URL, person: number, rows: number, waits: Waits): Promise<void> {
  for (let call = 0; call < BARE_CALLS; call++) {
    const id = 1 + ((person * 7_919 + call * 104_729) % rows);
    const from = performance.now();
    await (await fetch(new URL(`/t${id}`, origin), { method: 'POST' })).arrayBuffer();
    waits.note('bare', performance.now() - from);
  }
}

/** Both over so many rows. */
async function sideOf(rows: number) {
  const folder = await mkdtemp(`${tmpdir()}/kaijo-bench-`);
  const system = await KillableSystem.create({ folder });
  await fill((await system.start()) as never, rows, RESERVATIONS, system.now, system.now + 86_400);
  await system.stop();
  const database = await system.start();
  const { miniflare, origin } = await bareRoute(rows, `${folder}/bare`);
  const cards = await Promise.all(system.lab.cards.map((card) => TestCard.of(card)));
  const [bare, journey] = [new Waits(), new Waits()];
  const walk = walking(system, database as never, journey);
  return {
    async round() {
      await Promise.all(cards.map((_, person) => askBare(origin, person, rows, bare)));
      await Promise.all(cards.map(walk));
    },
    journey: () => journey.medians().reduce((sum, [, ms]) => sum + ms, 0),
    lines: () => [
      `${rows} rows, ${cards.length} at once, ${rounds} rounds`,
      ...beside(bare.medians()[0]![1], journey.medians()),
    ],
    async stop() {
      await Promise.all([system.stop(), miniflare.dispose()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const sides: Awaited<ReturnType<typeof sideOf>>[] = [];
try {
  for (const rows of values.rows.split(',')) sides.push(await sideOf(Number(rows)));
  for (let round = 0; round < rounds; round++) for (const { round: go } of sides) await go();
  for (const { lines } of sides) process.stdout.write(`${lines().join('\n')}\n`);
  const [first, ...others] = sides.map(({ journey }) => journey());
  for (const other of others)
    process.stdout.write(
      `the journey over more rows: ${(other / first!).toFixed(2)} of its time over the first\n`,
    );
} finally {
  for (const { stop } of sides) await stop();
}
