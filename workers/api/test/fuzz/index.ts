import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { emptyTables } from '../operator.ts';
import { KillableSystem } from '../system.ts';
import { goodRequests } from './corpus.ts';
import { growthOf, sampled, TOLERANCE, type Sample } from './memory.ts';
import { FRESH_EVERY, hostileOutcome } from './outcome.ts';
import { targetOf } from './people.ts';
import { SOMEBODY } from './values.ts';

/*
 * `npm run lab -- api:fuzz [--runs 100000] [--seed 1] [--leak 0]`: hostile requests over HTTP to the API Worker as it is
 * deployed. Fails when one gets an answer that the contract does not know, when a log line has what a caller wrote, or
 * when the Worker's isolate holds more towards the end than it did before. `--leak 100` has each request leave a hundred bytes behind: that has to be found.
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
const log = { lines: 0, last: '', faults: 0 };
const system = await KillableSystem.create({ folder, inspected: true, leak, onLog });
const database = (await system.start()) as unknown as D1Database;
const target = targetOf(system, database);
const tally: Record<string, number> = {};

function onLog(line: string): void {
  log.lines += 1;
  log.last = line;
  if (line.includes(SOMEBODY)) log.faults += 1;
}

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

/** What is wrong after a run in which every request was answered as it should be. */
function faultsIn(series: readonly Sample[]): string[] {
  const faults: string[] = [];
  if (log.lines < runs) faults.push(`${log.lines} log lines for ${runs} requests`);
  if (log.faults > 0) faults.push(`${log.faults} log lines have what a caller wrote in them`);
  if (series.length < SAMPLES) return faults;
  const growth = growthOf(series.map(({ isolate }) => isolate));
  say(`the isolate holds ${(100 * growth).toFixed(1)} % more in the last quarter than in the second`);
  if (growth > TOLERANCE) faults.push('the Worker keeps what requests leave behind');
  return faults;
}

try {
  const series = await fuzz();
  say(JSON.stringify(tally));
  const faults = faultsIn(series);
  say([`${runs} requests from seed ${seed}`, ...(faults.length > 0 ? faults : ['no fault'])].join('; '));
  process.exitCode = faults.length > 0 ? 1 : 0;
} catch (error) {
  say(`the last line of the log: ${log.last}`);
  throw error;
} finally {
  await system.stop();
  await rm(folder, { recursive: true });
}
