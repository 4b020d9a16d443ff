import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import type { D1Database } from '@cloudflare/workers-types';
import { TestCard } from '../card.ts';
import { faultsIn } from './invariants.ts';
import { Tireless, type Promised } from './people.ts';
import { KillableSystem } from '../system.ts';

// `npm run lab -- api:kills --times 100`: kills workerd while people reserve and reset, and looks at what is left each time.

const { values } = parseArgs({ options: { times: { type: 'string', default: '100' } } });
const say = (line: string) => void process.stdout.write(`${line}\n`);

const promised: Promised = { reservations: new Set(), visits: new Map(), completed: new Set() };
const folder = await mkdtemp(`${tmpdir()}/kaijo-kills-`);
const system = await KillableSystem.create({ folder });
let database = await system.start();
let running = Promise.withResolvers<void>();
running.resolve();
let over = false;

const cards = await Promise.all(system.lab.cards.map((card) => TestCard.of(card)));
const people = await Promise.all(
  cards.map((card) => Tireless.create(system, promised, card, database as never, () => running.promise)),
);
const walks = people.map((person) => person.run(() => over));

async function killOnce(time: number): Promise<string[]> {
  await new Promise((done) => setTimeout(done, 150 + Math.random() * 900));
  running = Promise.withResolvers<void>();
  const processes = await system.kill();
  if (processes === 0) throw new Error('there was no workerd to kill');
  database = await system.start();
  const faults = await faultsIn(database, promised);
  running.resolve();
  if (time % 10 === 0)
    say(`${time} kills, ${people.reduce((sum, { rounds }) => sum + rounds, 0)} resets told`);
  return faults;
}

/** Every card that was reset is known as reset in the end. */
async function unheard(db: D1Database): Promise<string[]> {
  const resets = people.reduce((sum, { card }) => sum + card.counter, 0);
  const done = await db
    .prepare("SELECT count(*) AS n FROM reservations WHERE state = 'completed'")
    .first<number>('n');
  return done === resets ? [] : [`${resets} resets on the cards, ${done} in the database`];
}

const faults: string[] = [];
for (let time = 1; time <= Number(values.times); time++) faults.push(...(await killOnce(time)));
over = true;
await Promise.all(walks);
faults.push(...(await faultsIn(database, promised)), ...(await unheard(database)));
const { completed, reservations } = promised;
say(
  `${values.times} kills, ${reservations.size} reservations, ${completed.size} resets, ${faults.length} faults`,
);
for (const fault of faults) say(fault);
await system.stop();
await rm(folder, { recursive: true });
process.exit(faults.length > 0 || completed.size === 0 ? 1 : 0);
