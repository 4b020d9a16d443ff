import { gte, sql } from 'drizzle-orm';
import { kiosks, redemptions, reservations, stepCounts } from '#schema/tables/index.ts';
import { minuteAt } from '../domain/opening-hours.ts';
import { LEASE_LIMIT } from '../domain/reservation.ts';
import type { OverviewStore } from '../ports/index.ts';
import type { Database } from './database.ts';

/** Seconds from the opening of a redemption to its claim, with some more for clocks that differ. */
const CLAIM_LIFE = 660;

/** How many visits hold a kiosk now. Looked for among the redemptions of the last minutes, which lie together. */
export const visitsAt = (now: number) =>
  sql`(SELECT count(*) FROM ${redemptions} AS visit CROSS JOIN ${reservations} AS held ON held.id = visit.reservation_id
    WHERE visit.opened_at > ${now - CLAIM_LIFE - LEASE_LIMIT} AND held.redemption_id = visit.id AND ended_at IS NULL
      AND state = 'claimed' AND lease_until > ${now})`;

/** So many minutes after its own hours began, a kiosk ought to have been heard. */
const HEARD_WITHIN = 50;

/** A kiosk whose row is older than it would be, had it been heard. One with hours of its own is asked within these alone. */
export const isSilent = (before: number, now: number) => sql`(coalesce(last_seen_at, enrolled_at) < ${before}
  AND (opens_at IS NULL OR (opens_at + ${HEARD_WITHIN} <= ${minuteAt(now)} AND closes_at > ${minuteAt(now)})))`;

/** What the console shows, in one trip. */
export async function serviceDay(
  db: Database,
  ...[now, since, silentBefore]: Parameters<OverviewStore['day']>
): ReturnType<OverviewStore['day']> {
  const [[visits], chains, counts] = await db.batch([
    db.select({ count: sql<number>`${visitsAt(now)}`.as('count') }).from(sql`(SELECT 1) AS one`),
    db
      .select({
        chain: CHAIN,
        active: sql<number>`count(*)`.as('active'),
        silent: sql<number>`sum(${isSilent(silentBefore, now)})`.as('silent'),
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
