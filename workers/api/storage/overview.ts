import { asc, gt, sql } from 'drizzle-orm';
import { auditEvents, auditHeads, kiosks, reservations, throttles } from '#schema/tables/index.ts';
import { LEASE_LIMIT } from '../domain/reservation.ts';
import type { OverviewStore } from '../ports/index.ts';
import { sealedOf, unsealed } from './audit.ts';
import type { Database } from './database.ts';
import { isSilent, serviceDay, visitsAt } from './service-day.ts';
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
    byChain(db, now, silentBefore),
    silentLabels(db, now, silentBefore),
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

/** By the index of those that are open: the ones that have time left, and among the others a lease that outlasts it. */
const counts = (db: Database, now: number) => {
  const open = sql`FROM ${reservations} WHERE ended_at IS NULL AND expires_at`;
  const leased = sql`state = 'claimed' AND lease_until > ${now}`;
  const outlasting = sql`${open} > ${now - LEASE_LIMIT} AND expires_at <= ${now} AND ${leased}`;
  return db
    .select({
      live: number(sql`(SELECT count(*) ${open} > ${now}) + (SELECT count(*) ${outlasting})`, 'live'),
      atKiosk: number(visitsAt(now), 'at_kiosk'),
    })
    .from(sql`(SELECT 1) AS one`);
};

/** Behind the last head that was sealed before: what is older is left out, and some minutes more are looked at. */
const sealedSince = (since: number) =>
  sql`seq > coalesce((SELECT seq FROM ${auditHeads} WHERE sealed_at < ${since} ORDER BY sealed_at DESC LIMIT 1), 0)`;

const kindsSince = (db: Database, since: number) =>
  db
    .select({ kind: auditEvents.kind, count: number(sql`count(*)`, 'count') })
    .from(auditEvents)
    .where(sql`${sealedSince(since)} AND ${gt(auditEvents.at, since)}`)
    .groupBy(auditEvents.kind)
    .orderBy(auditEvents.kind);

const byChain = (db: Database, now: number, silentBefore: number) =>
  db
    .select({
      chain: sql<string>`coalesce(${kiosks.chain}, '')`.as('chain_name'),
      state: kiosks.state,
      kiosks: number(sql`count(*)`, 'kiosks'),
      silent: number(sql`sum(${isSilent(silentBefore, now)})`, 'silent'),
    })
    .from(kiosks)
    .groupBy(sql`coalesce(${kiosks.chain}, '')`, kiosks.state)
    .orderBy(sql`coalesce(${kiosks.chain}, '')`);

const silentLabels = (db: Database, now: number, silentBefore: number) =>
  db
    .select({ label: kiosks.label })
    .from(kiosks)
    .where(sql`state = 'active' AND ${isSilent(silentBefore, now)}`)
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
    .where(unsealed);

/** When the trail begins that the database has: what was before is told by its segments. */
const beginning = sql`coalesce((SELECT at FROM ${auditEvents} WHERE seq > 1 AND seq = (SELECT min(seq) FROM ${auditEvents})), 0)`;

/** Of each live reservation, how many of its changes no sealed event tells of. */
const unsealedChanges = (now: number) =>
  sql`SELECT id, version - (SELECT count(*) FROM ${auditEvents} WHERE ${sealedOf(sql`(held.id)`)}) AS changes
    FROM ${reservations} AS held WHERE ended_at IS NULL AND expires_at > ${now}`;

/**
 * The cheap part of what `audit verify` does: live reservations with more or fewer changes than the trail tells, kiosks
 * in service that nobody confirmed, and events of the last day that the service did not write.
 */
const unexplainedAt = (db: Database, now: number) =>
  db
    .select({
      reservations: number(
        sql`(SELECT count(*) FROM (${unsealedChanges(now)}) WHERE changes <> 0 AND id || changes NOT IN
          (SELECT reservation_id || count(*) FROM ${auditEvents} WHERE ${unsealed} AND reservation_id IS NOT NULL
            GROUP BY reservation_id))`,
        'reservations',
      ),
      kiosks: number(
        sql`(SELECT count(*) FROM ${kiosks} AS working
          WHERE state = 'active' AND enrolled_at > ${beginning} AND NOT EXISTS
            (SELECT 1 FROM ${auditEvents} WHERE kind = 'kiosk-confirmed' AND kiosk_id = working.id))`,
        'kiosks',
      ),
      events: number(
        sql`(SELECT count(*) FROM ${auditEvents} WHERE ${sealedSince(now - DAY)} AND "foreign" = 1 AND at > ${now - DAY})`,
        'events',
      ),
    })
    .from(sql`(SELECT 1) AS one`);
