import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { createApi } from '#clients/sdk/index.ts';
import { processorTime } from '#wasm/lab/bench/workerd.ts';
import type * as actors from '../actors.ts';
import type * as cards from '../card.ts';
import type * as systems from '../system.ts';

/*
 * `npm run lab -- bench:against --checkout DIR`: what a journey takes of a processor, here and in another checkout, by turns in
 * one run. Each has a workerd of its own with database and a stand-in for the matcher in it, and its own clients; counted is the
 * time that workerd's threads had on a processor, which says the same on a busy machine. DIR is a checkout with its packages.
 */
const ROUNDS = 30;
const UNTIL_WARM = 6;

interface Side {
  journey(): Promise<void>;
  workerd: number;
  stop(): Promise<void>;
}

const { checkout } = parseArgs({ options: { checkout: { type: 'string' } } }).values;
if (checkout === undefined) throw new Error('usage: npm run lab -- bench:against --checkout DIR');

/** A checkout's system at work, walked by that checkout's own clients. */
async function sideOf(root: string): Promise<Side> {
  const load = async <T>(file: string): Promise<T> => (await import(join(root, file))) as T;
  const { KillableSystem } = await load<typeof systems>('workers/api/test/system.ts');
  const { confirmedKiosk, newPhone } = await load<typeof actors>('workers/api/test/actors.ts');
  const { TestCard } = await load<typeof cards>('workers/api/test/card.ts');
  const sdk = await load<{ createApi: typeof createApi }>('clients/sdk/index.ts');
  const folder = await mkdtemp(join(tmpdir(), 'kaijo-against-'));
  const system = await KillableSystem.create({ folder });
  const before = await system.processes();
  const database = await system.start();
  const workerd = (await system.processes()).find((pid) => !before.includes(pid))!;
  const around = () => ({
    connect: (key: CryptoKeyPair) => sdk.createApi({ origin: system.origin, key }),
    consentVersion: system.lab.environment['CONSENT_VERSION']!,
    database: database as never,
    now: system.now,
  });
  const card = await TestCard.of(system.lab.cards[0]!);
  const kiosk = await confirmedKiosk(around());
  return {
    workerd,
    async journey() {
      const phone = await newPhone(around());
      await phone.reserve(card);
      await kiosk.redeem(card);
    },
    async stop() {
      await system.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const sides = [await sideOf(resolve(checkout)), await sideOf(resolve(import.meta.dirname, '../../../..'))];
const taken: [number[], number[]] = [[], []];
for (let round = -UNTIL_WARM; round < ROUNDS; round++)
  for (const [which, { journey, workerd }] of sides.entries()) {
    const began = await processorTime(workerd);
    await journey();
    if (round >= 0) taken[which]!.push((await processorTime(workerd)) - began);
  }
const [there, here] = taken.map((times) => times.toSorted((a, b) => a - b)[times.length >> 1]!) as [
  number,
  number,
];
process.stdout.write(
  `ms of a processor for a journey, median of ${ROUNDS}: there ${there.toFixed(1)}, here ${here.toFixed(1)}: ${(here / there).toFixed(3)} ×\n`,
);
for (const { stop } of sides) await stop();
