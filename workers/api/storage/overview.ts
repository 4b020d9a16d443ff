import { asc, gt, sql } from 'drizzle-orm';
import { auditEvents, auditHeads, kiosks, reservations, throttles } from '#schema/tables/index.ts';
import { LEASE_LIMIT, RESERVATION_LIFE } from '../domain/reservation.ts';
import type { OverviewStore } from '../ports/index.ts';
import { unsealed } from './audit.ts';
import type { Database } from './database.ts';
import { isSilent, serviceDay, visitsAt } from './service-day.ts';
import { anyEndAt, unexplainedActs, unexplainedIn } from './unexplained.ts';
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
  const between = anyEndAt(now);
  const [[counted], heads, behind, chains, [silent], [waiting], [acts], [later], [sooner]] = await db.batch([
    counts(db, now),
    headsSince(db, now - DAY),
    unsealedEvents(db),
    byChain(db),
    silentKiosks(db, now, silentBefore),
    waitingCards(db, now),
    unexplainedActs(db, now),
    unexplainedIn(db, between, now + RESERVATION_LIFE),
    unexplainedIn(db, now, between),
  ]);
  return {
    reservations: counted!,
    lastDay: kindsIn(heads, behind),
    ...kiosksOf(chains, JSON.parse(silent!.chains) as Record<string, number>),
    silent: JSON.parse(silent!.labels) as string[],
    waitingCards: waiting!.cards,
    unsealed: unsealedIn(behind),
    unexplained: { ...acts!, reservations: later!.count + sooner!.count },
  };
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

function kiosksOf(chains: Awaited<ReturnType<typeof byChain>>, silent: Readonly<Record<string, number>>) {
  const active = chains
    .filter(({ state }) => state === 'active')
    .map((row) => ({ ...row, chain: row.chain ?? '' }));
  const inState = (wanted: string) =>
    sum(chains.map(({ state, kiosks: count }) => (state === wanted ? count : 0)));
  return {
    kiosks: {
      active: inState('active'),
      pending: inState('pending'),
      suspended: inState('suspended'),
      silent: sum(Object.values(silent)),
    },
    silentByChain: active
      .filter(({ chain }) => Object.hasOwn(silent, chain))
      .map(({ chain, kiosks: all }) => ({ chain, silent: silent[chain]!, active: all })),
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

/** What was sealed since, with some minutes before. */
const headsSince = (db: Database, since: number) =>
  db.select({ kinds: auditHeads.kinds }).from(auditHeads).where(gt(auditHeads.sealedAt, since));

/** Behind the last head: the events of some minutes. */
const unsealedEvents = (db: Database) =>
  db
    .select({
      kind: auditEvents.kind,
      count: number(sql`count(*)`, 'count'),
      oldest: number(sql`min(${auditEvents.at})`, 'oldest'),
    })
    .from(auditEvents)
    .where(unsealed)
    .groupBy(auditEvents.kind);

type Unsealed = Awaited<ReturnType<typeof unsealedEvents>>;

/** By kind, in its order. */
function kindsIn(heads: readonly { kinds: string }[], behind: Unsealed): Record<string, number> {
  const counts = new Map(behind.map(({ kind, count }) => [kind, count]));
  for (const { kinds } of heads)
    for (const [kind, count] of Object.entries(JSON.parse(kinds) as Record<string, number>))
      counts.set(kind, (counts.get(kind) ?? 0) + count);
  return Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const unsealedIn = (behind: Unsealed) => ({
  events: sum(behind.map(({ count }) => count)),
  oldest: behind.length === 0 ? null : Math.min(...behind.map(({ oldest }) => oldest)),
});

/** By an index, and so without their rows. */
const byChain = (db: Database) =>
  db
    .select({ chain: kiosks.chain, state: kiosks.state, kiosks: number(sql`count(*)`, 'kiosks') })
    .from(kiosks)
    .groupBy(kiosks.chain, kiosks.state)
    .orderBy(kiosks.chain, kiosks.state);

/** Those in service that are silent, looked for once: how many of each chain, and what the first ones are called. */
function silentKiosks(db: Database, now: number, before: number) {
  const silent = sql`SELECT coalesce(chain, '') AS chain, label FROM ${kiosks} WHERE state = 'active' AND ${isSilent(before, now)}`;
  const chains = sql`SELECT json_group_object(chain, count) FROM (SELECT chain, count(*) AS count FROM silent GROUP BY chain)`;
  const labels = sql`SELECT json_group_array(label) FROM (SELECT label FROM silent ORDER BY label LIMIT ${NAMED})`;
  return db
    .select({ chains: sql<string>`chains`.as('chains'), labels: sql<string>`labels`.as('labels') })
    .from(sql`(WITH silent AS MATERIALIZED (${silent}) SELECT (${chains}) AS chains, (${labels}) AS labels)`);
}

const waitingCards = (db: Database, now: number) =>
  db
    .select({ cards: number(sql`count(*)`, 'cards') })
    .from(throttles)
    .where(gt(throttles.blockedUntil, now));
