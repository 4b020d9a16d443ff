import { asc, gt, sql } from 'drizzle-orm';
import { RETENTION } from '#schema/contract/retention.ts';
import { auditEvents, auditHeads, kiosks, reservations, throttles } from '#schema/tables/index.ts';
import type { OverviewStore } from '../ports/index.ts';
import type { Database } from './database.ts';
import { liveAt } from './reservations.ts';
import { isSilent, serviceDay } from './service-day.ts';
import { visitStory } from './visit-story.ts';

const DAY = 86_400;
const NAMED = 10;

/** What operators look at, in D1: counts, and the trail as it stands. */
export function overviewStore(db: Database): OverviewStore {
  return {
    status: (now, silentBefore) => status(db, now, silentBefore),
    day: (...asked) => serviceDay(db, ...asked),
    visit: (of) => visitStory(db, of),
    trail: (after, limit) =>
      db
        .select(EVENT)
        .from(auditEvents)
        .where(gt(auditEvents.seq, after))
        .orderBy(asc(auditEvents.seq))
        .limit(limit),
  };
}

const { seq, at, kind, reservationId, kioskId, detail, foreign } = auditEvents;
const EVENT = { seq, at, kind, reservationId, kioskId, detail, foreign };

async function status(db: Database, now: number, silentBefore: number): ReturnType<OverviewStore['status']> {
  const [[counted], kinds, chains, silent, [waiting], [unsealed], [unexplained]] = await db.batch([
    counts(db, now),
    kindsSince(db, now - DAY),
    byChain(db, silentBefore),
    silentLabels(db, silentBefore),
    waitingCards(db, now),
    unsealedEvents(db),
    unexplainedAt(db, now),
  ]);
  return {
    reservations: counted!,
    lastDay: Object.fromEntries(kinds.map((each) => [each.kind, each.count])),
    ...kiosksOf(chains),
    silent: silent.map(({ label }) => label),
    waitingCards: waiting!.cards,
    unsealed: unsealed!,
    unexplained: unexplained!,
  };
}

function kiosksOf(chains: Awaited<ReturnType<typeof byChain>>) {
  const inState = (state: string) => chains.filter((row) => row.state === state);
  const sum = (rows: typeof chains) => rows.reduce((total, row) => total + row.kiosks, 0);
  const active = inState('active');
  return {
    kiosks: {
      active: sum(active),
      pending: sum(inState('pending')),
      suspended: sum(inState('suspended')),
      silent: active.reduce((total, row) => total + row.silent, 0),
    },
    silentByChain: active
      .filter(({ silent }) => silent > 0)
      .map(({ chain, silent, kiosks: all }) => ({ chain, silent, active: all })),
  };
}

const number = (value: ReturnType<typeof sql>, name: string) => sql<number>`${value}`.as(name);

const counts = (db: Database, now: number) =>
  db
    .select({
      live: number(sql`count(*)`, 'live'),
      atKiosk: number(sql`coalesce(sum(state = 'claimed' AND lease_until > ${now}), 0)`, 'at_kiosk'),
    })
    .from(reservations)
    .where(liveAt(now));

const kindsSince = (db: Database, since: number) =>
  db
    .select({ kind: auditEvents.kind, count: number(sql`count(*)`, 'count') })
    .from(auditEvents)
    .where(gt(auditEvents.at, since))
    .groupBy(auditEvents.kind)
    .orderBy(auditEvents.kind);

const byChain = (db: Database, silentBefore: number) =>
  db
    .select({
      chain: sql<string>`coalesce(${kiosks.chain}, '')`.as('chain_name'),
      state: kiosks.state,
      kiosks: number(sql`count(*)`, 'kiosks'),
      silent: number(sql`sum(${isSilent(silentBefore)})`, 'silent'),
    })
    .from(kiosks)
    .groupBy(sql`coalesce(${kiosks.chain}, '')`, kiosks.state)
    .orderBy(sql`coalesce(${kiosks.chain}, '')`);

const silentLabels = (db: Database, silentBefore: number) =>
  db
    .select({ label: kiosks.label })
    .from(kiosks)
    .where(sql`state = 'active' AND ${isSilent(silentBefore)}`)
    .orderBy(asc(kiosks.label))
    .limit(NAMED);

const waitingCards = (db: Database, now: number) =>
  db
    .select({ cards: number(sql`count(*)`, 'cards') })
    .from(throttles)
    .where(gt(throttles.blockedUntil, now));

const unsealedEvents = (db: Database) =>
  db
    .select({
      events: number(sql`count(*)`, 'events'),
      oldest: sql<number | null>`min(${auditEvents.at})`.as('oldest'),
    })
    .from(auditEvents)
    .where(sql`seq > coalesce((SELECT max(seq) FROM ${auditHeads}), 0)`);

/**
 * The cheap part of what `audit verify` does: live reservations with more or fewer changes than the trail tells, kiosks
 * in service that nobody confirmed, and events of the last day that the service did not write.
 */
const unexplainedAt = (db: Database, now: number) =>
  db
    .select({
      reservations: number(
        sql`(SELECT count(*) FROM ${reservations} AS held WHERE state IN ('reserved', 'claimed') AND expires_at > ${now}
          AND version <> (SELECT count(*) FROM ${auditEvents} WHERE reservation_id = held.id))`,
        'reservations',
      ),
      kiosks: number(
        sql`(SELECT count(*) FROM ${kiosks} AS working
          WHERE state = 'active' AND enrolled_at > ${now - RETENTION.auditEvents.seconds} AND NOT EXISTS
            (SELECT 1 FROM ${auditEvents} WHERE kind = 'kiosk-confirmed' AND kiosk_id = working.id))`,
        'kiosks',
      ),
      events: number(
        sql`(SELECT count(*) FROM ${auditEvents} WHERE "foreign" = 1 AND at > ${now - DAY})`,
        'events',
      ),
    })
    .from(sql`(SELECT 1)`);
