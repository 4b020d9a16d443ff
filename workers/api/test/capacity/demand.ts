import { tripsOf } from './calls.ts';
import { choresOf, CRON_EVERY } from './cron.ts';
import { D1Model, type Price } from './d1.ts';
import { BEATS, beatsBy, meanCalls } from './people.ts';

/** How a year's resets come together in its busiest second. Ours; only the number of cards and the tax window are published. */
const SHAPE = { inWindow: 0.3, windowDays: 29, busiestDay: 3, busiestHour: 0.12, burst: 3 };
const CARDS = 100_129_804;

const burstOfDay = (resets: number): number => (resets * SHAPE.busiestHour * SHAPE.burst) / 3_600;
const burstOfYear = (resets: number): number =>
  burstOfDay(((resets * SHAPE.inWindow) / SHAPE.windowDays) * SHAPE.busiestDay);

/** Reservations, and as many resets, that begin in the busiest second. */
export const DEMAND: readonly (readonly [what: string, perSecond: number])[] = [
  ['low: 1 M resets a year', burstOfYear(1e6)],
  ['mid: 3 M', burstOfYear(3e6)],
  ['high: 10 M', burstOfYear(10e6)],
  ['shock: 1 % of all cards in three days', burstOfDay((CARDS * 0.01) / 3)],
  ['the goal: 50 + 50 a second', 50],
];

export interface Load {
  trips: number;
  statements: number;
}

/** What calls and heartbeats ask of D1 in a second, by arithmetic; the cron apart. */
export function loadOf(rate: number): Load {
  const calls = [...meanCalls().map(([call, times]) => [call, times * rate] as const), ...beatsBy(BEATS)];
  const asked = calls.map(([call, times]) => [tripsOf(call), times] as const);
  return {
    trips: sum(asked.map(([trips, times]) => trips.length * times)),
    statements: sum(asked.map(([trips, times]) => sum(trips) * times)),
  };
}

/** Seconds for which one run of the cron keeps D1 busy. */
export function cronOf(rate: number, price: Price): number {
  const d1 = new D1Model(price, [0, Infinity]);
  const done = choresOf(rate)
    .flat()
    .map(({ statements, rows }) => d1.ask(0, statements, rows));
  return (done.at(-1) ?? 0) / 1_000;
}

/** Share of ten minutes in which D1 works, the cron's run among them; above 1 it never ends. By arithmetic. */
export function busyAt(rate: number, price: Price): number {
  const { trips, statements } = loadOf(rate);
  return (trips * price.a + statements * price.b) / 1_000 + cronOf(rate, price) / CRON_EVERY;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
