import { busyAt, DEMAND, loadOf } from './demand.ts';
import { KEPT_UP } from './cron.ts';
import type { Price } from './d1.ts';
import { quantile, simulate, type Outcome, type Scene } from './simulate.ts';

/** The prices that are simulated. Neither was measured. */
export const PRICES: readonly Price[] = [
  { a: 0.5, b: 0.1 },
  { a: 1, b: 0.15 },
];
const GOAL = 50;
/** Milliseconds within which 95 of 100 of each call have to be answered. */
const PROMPT = 300;

const sceneOf = (rate: number, price: Price): Scene => ({
  rate,
  price,
  network: 20,
  seed: 1,
  warmUp: 20,
  counted: 60,
});

const isPrompt = ({ waits }: Outcome): boolean =>
  [...waits.values()].every((times) => quantile(times, 0.95) <= PROMPT);

/** The highest whole rate at which every call is still prompt, in the minute in which the cron runs. */
export function breakingPoint(price: Price): number {
  let [good, bad] = [0, 1];
  while (busyAt(bad, price) < 1) bad *= 2;
  while (bad - good > 1) {
    const rate = Math.floor((good + bad) / 2);
    if (isPrompt(simulate(sceneOf(rate, price)))) good = rate;
    else bad = rate;
  }
  return good;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const rule = (columns: number): string => `|${'---|'.repeat(columns)}`;
const priceName = ({ a, b }: Price): string => `a = ${a}, b = ${b}`;

function slowest({ waits }: Outcome): string {
  const [call, wait] = [...waits]
    .map(([call, times]) => [call, quantile(times, 0.95)] as const)
    .reduce((worst, next) => (next[1] > worst[1] ? next : worst));
  return `${call}: ${inWords(wait)}`;
}

const inWords = (ms: number): string =>
  ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;

function demandRows(): string[] {
  const cells = (rate: number, price: Price) => {
    const outcome = simulate(sceneOf(rate, price));
    return [`${percent(busyAt(rate, price))}, ${percent(outcome.busy)}`, slowest(outcome)];
  };
  return [
    row('demand', 'a second', ...PRICES.flatMap((price) => [`busy, ${priceName(price)}`, 'slowest p95'])),
    rule(2 + 2 * PRICES.length),
    ...DEMAND.map(([what, rate]) =>
      row(what, rate.toFixed(1), ...PRICES.flatMap((price) => cells(rate, price))),
    ),
    row('**breaking point**', '', ...PRICES.flatMap((price) => [`**${breakingPoint(price)} a second**`, ''])),
  ];
}

function callRows(): string[] {
  const outcomes = PRICES.map((price) => simulate(sceneOf(GOAL, price)));
  const calls = [...outcomes[0]!.waits.keys()].sort();
  const cell = ({ waits }: Outcome, call: string): string => {
    const times = waits.get(call);
    return times ? [0.5, 0.95, 0.99].map((share) => inWords(quantile(times, share))).join(' / ') : 'none';
  };
  return [
    row(`p50 / p95 / p99 at ${GOAL} + ${GOAL} a second`, ...PRICES.map(priceName)),
    rule(1 + PRICES.length),
    ...calls.map((call) => row(call, ...outcomes.map((outcome) => cell(outcome, call)))),
  ];
}

/** What stands in the README: how busy D1 is by demand, where it breaks, and how long each call takes at the goal. */
export function capacityRows(): string[] {
  const [one, idle] = [loadOf(1), loadOf(0)];
  const each = (what: 'trips' | 'statements') => (one[what] - idle[what]).toFixed(1);
  return [
    `A STEP 1 and a STEP 2 together ask ${each('trips')} trips and ${each('statements')} statements; the heartbeats of all`,
    `kiosks ${idle.trips.toFixed(0)} trips a second. One run of the cron takes what ${KEPT_UP.sealing.toFixed(0)} (sealing) and`,
    `${KEPT_UP.purge.toFixed(0)} (purge) journeys a second leave, held for ten minutes; the rest waits for quieter hours.`,
    '',
    ...demandRows(),
    '',
    ...callRows(),
  ];
}
