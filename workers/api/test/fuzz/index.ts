import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { emptyTables } from '../operator.ts';
import { KillableSystem } from '../system.ts';
import { goodRequests } from './corpus.ts';
import { growthOf, grows, sampled, type Sample } from './memory.ts';
import { FRESH_EVERY, hostileOutcome } from './outcome.ts';
import { targetOf } from './people.ts';

/*
 * `npm run api:fuzz -- [--runs 100000] [--seed 1] [--leak 0]`: hostile requests over HTTP to the API Worker as it is
 * deployed. Fails when one gets an answer that the contract does not know, or when the Worker's isolate holds more
 * towards the end than it did before. `--leak 100` has each request leave a hundred bytes behind: that has to be found.
 */
const SAMPLES = 20;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    leak: { type: 'string', default: '0' },
  },
});
const [runs, seed, leak] = [Number(values.runs), Number(values.seed), Number(values.leak)];
const say = (line: string) => void process.stdout.write(`${line}\n`);

const folder = await mkdtemp(`${tmpdir()}/kaijo-fuzz-`);
const system = await KillableSystem.create({ folder, inspected: true, leak });
const database = (await system.start()) as unknown as D1Database;
const target = targetOf(system, database);
const tally: Record<string, number> = {};

/** Seals and purges what is there, and begins anew. Never touches the isolate: that has to live through all of it. */
async function freshCorpus() {
  await system.cron();
  await emptyTables(database);
  return goodRequests(target);
}

async function fuzz(): Promise<Sample[]> {
  const series: Sample[] = [];
  let corpus = await freshCorpus();
  for (let n = 1; n <= runs; n++) {
    const outcome = await hostileOutcome(target, corpus, seed + n - 1);
    tally[outcome] = (tally[outcome] ?? 0) + 1;
    if (n % FRESH_EVERY === 0) corpus = await freshCorpus();
    if (n % Math.ceil(runs / SAMPLES) > 0 && n < runs) continue;
    series.push(await sampled(system, database, n));
    say(JSON.stringify(series.at(-1)));
  }
  return series;
}

try {
  const isolate = (await fuzz()).map(({ isolate: held }) => held);
  say(JSON.stringify(tally));
  const percent = (100 * growthOf(isolate)).toFixed(1);
  say(
    `${runs} requests, no fault; the isolate holds ${percent} % more in the last quarter than in the second`,
  );
  if (grows(isolate)) {
    say('The Worker keeps what requests leave behind.');
    process.exitCode = 1;
  }
} finally {
  await system.stop();
  await rm(folder, { recursive: true });
}
