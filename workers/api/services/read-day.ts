import type { ServiceDay } from '#schema/contract/service-day.ts';
import { calendarAt } from '../domain/calendar.ts';
import { dayOf, shownSince } from '../domain/service-day.ts';
import { heardSince } from '../domain/silence.ts';
import { thresholdsAt } from '../domain/thresholds.ts';
import type { Ports } from '../ports/index.ts';

/** What the console shows, in two trips to the database. */
export async function readDay(
  { overview, closures, settings }: Pick<Ports, 'overview' | 'closures' | 'settings'>,
  now: number,
): Promise<ServiceDay> {
  const planned = await closures.planned(now);
  const rules = { ...settings.hours, maintenance: planned };
  const { atKiosk, chains, counts } = await overview.day(now, shownSince(now), heardSince(now, rules));
  const crossed = thresholdsAt(counts, now).filter((threshold) => threshold.crossed);
  return {
    ...dayOf(counts, atKiosk, now),
    crossed: crossed.map(({ name }) => name),
    chains,
    closures: planned,
    calendar: calendarAt(now, rules),
  };
}
