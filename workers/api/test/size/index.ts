import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { createApi } from '#clients/sdk/index.ts';
import { createStores } from '../../storage/index.ts';
import { confirmedKiosk, newPhone } from '../actors.ts';
import { TestCard } from '../card.ts';
import { KillableSystem } from '../system.ts';
import { BYTES, databaseAt, fill, sealAndEquip, type Kind } from './fill.ts';

// `npm run lab -- api:size --rows 1000000`: how many bytes a row takes, how large D1 gets by that, and how long `status` has it
// count. By D1's own figures, over rows as long as a real journey's.

const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' } } });
const rows = Number(values.rows);
/** Rows of one statement. */
const AT_ONCE = 5_000;
const YEAR = 10_000_000;
/** As in `capacity/demand.ts`: 30 % of a year in 29 days. */
const BUSY_DAY = (YEAR * 0.3) / 29;

const folder = await mkdtemp(`${tmpdir()}/kaijo-size-`);
const system = await KillableSystem.create({ folder });
const say = (line: string) => process.stdout.write(`${line}\n`);
/** Times that status is asked. */
const TIMES = 9;
const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(2)} GB`;

try {
  const database = await system.start();
  const around = {
    connect: (key: CryptoKeyPair) => createApi({ origin: system.origin, key }),
    consentVersion: system.lab.environment['CONSENT_VERSION']!,
    database: database as never,
    now: system.now,
  };
  const card = await TestCard.of(system.lab.cards[0]!);
  await (await newPhone(around)).reserve(card);
  await (await confirmedKiosk(around)).redeem(card);
  const bytes = {} as Record<Kind, number>;
  for (const kind of Object.keys(BYTES) as Kind[]) {
    const parts = Math.max(1, Math.round(rows / AT_ONCE));
    let sum = 0;
    for (let part = 0; part < parts; part++) sum += await fill(database, kind, rows / parts, system.now);
    bytes[kind] = sum / parts;
    say(`${kind}: ${Math.round(bytes[kind])} bytes a row of ${rows}`);
  }
  say(`D1 at 10 M resets a year: ${gigabytes(databaseAt(YEAR / 365, bytes))}`);
  say(`after the busiest month of such a year: ${gigabytes(databaseAt(BUSY_DAY, bytes))}`);
  await sealAndEquip(database, system.now);
  await countAll(database as never);
} finally {
  await system.stop();
  await rm(folder, { recursive: true, force: true });
}

/** Each statement of `status`, by D1's own clock: the quickest of some, for what else this machine does is not the service's. */
async function countAll(database: D1Database): Promise<void> {
  const took: number[][] = [];
  const batch = async (all: D1PreparedStatement[]) => {
    const results = await database.batch(all);
    took.push(results.map(({ meta }) => meta.duration));
    return results;
  };
  const d1 = { prepare: (sql: string) => database.prepare(sql), batch } as unknown as D1Database;
  const { overview } = createStores(d1, { of: async () => '', isOurs: async () => true });
  let live = 0;
  for (let time = 0; time < TIMES; time++)
    live = (await overview.status(system.now + time, system.now - 3_000)).reservations.live;
  const quickest = took[0]!.map((_, index) => Math.min(...took.map((one) => one[index]!)));
  const all = quickest.reduce((sum, ms) => sum + ms, 0);
  say(
    `status, ${live} live: ${all.toFixed(0)} ms, its statements ${quickest.map((ms) => ms.toFixed(1)).join(', ')}`,
  );
}
