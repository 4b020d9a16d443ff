import { gte, sql } from 'drizzle-orm';
import { kiosks, reservations, stepCounts } from '#schema/tables/index.ts';
import { LEASE_LIMIT } from '../domain/reservation.ts';
import type { OverviewStore } from '../ports/index.ts';
import type { Database } from './database.ts';
import { leasedAt } from './reservations.ts';

/** A kiosk whose row is older than it would be, had it been heard. */
export const isSilent = (before: number) => sql`coalesce(last_seen_at, enrolled_at) < ${before}`;

/** What the console shows, in one trip. */
export async function serviceDay(
  db: Database,
  ...[now, since, silentBefore]: Parameters<OverviewStore['day']>
): ReturnType<OverviewStore['day']> {
  const [[visits], chains, counts] = await db.batch([
    db
      .select({ count: sql<number>`count(*)`.as('count') })
      .from(reservations)
      .where(sql`${reservations.endedAt} IS NULL AND expires_at > ${now - LEASE_LIMIT} AND ${leasedAt(now)}`),
    db
      .select({
        chain: CHAIN,
        active: sql<number>`count(*)`.as('active'),
        silent: sql<number>`sum(${isSilent(silentBefore)})`.as('silent'),
      })
      .from(kiosks)
      .where(sql`state = 'active'`)
      .groupBy(CHAIN)
      .orderBy(CHAIN),
    db
      .select({
        hour: stepCounts.hour,
        step: stepCounts.step,
        outcome: stepCounts.outcome,
        under: UNDER,
        count: sql<number>`sum(${stepCounts.count})`.as('total'),
      })
      .from(stepCounts)
      .where(gte(stepCounts.hour, since))
      .groupBy(stepCounts.hour, stepCounts.step, stepCounts.outcome, UNDER),
  ]);
  return { atKiosk: visits!.count, chains, counts };
}

const CHAIN = sql<string>`coalesce(${kiosks.chain}, '')`;
const UNDER = sql<number>`CASE ${stepCounts.step} WHEN 'claim' THEN ${stepCounts.under} ELSE 0 END`;
