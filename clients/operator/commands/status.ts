import { sql } from 'drizzle-orm';
import { auditEvents, auditHeads } from '#schema/tables/audit.ts';
import { kiosks, maintenanceWindows } from '#schema/tables/kiosks.ts';
import { reservations } from '#schema/tables/reservations.ts';
import { throttles } from '#schema/tables/throttles.ts';
import type { OperatorDatabase, Row } from './database.ts';
import { concernsOfTrail, unexplainedAt } from './status-trail.ts';

const DAY = 86_400;
/** Seconds after which a kiosk is silent: its row may stand for half an hour, and a heartbeat comes every quarter. */
const SILENT = 3_000;
/** Seconds after which the trail ought to be sealed: the cron runs every ten minutes. */
const SEAL_LATE = 1_200;

/** The service at a glance. Instants are Unix seconds. */
export interface Status {
  reservations: { live: number; atKiosk: number };
  /** Audit events of the last 24 hours, by kind. */
  lastDay: Readonly<Record<string, number>>;
  kiosks: { active: number; pending: number; suspended: number; silent: number };
  /** Cards that have to wait for their next face try. */
  waitingCards: number;
  closures: { from: number; until: number; scope: string }[];
  unsealed: { events: number; oldest: number | null };
  /** What somebody ought to look at, in words; empty when all is well. */
  concerns: string[];
}

/** Reads how the service is. Nothing in it names a person or a card. */
export async function readStatus(database: OperatorDatabase, now: number): Promise<Status> {
  const [live, kinds, machines, waiting, closures, trail, unexplained] = await database.run(
    sql`SELECT count(*) AS live, coalesce(sum(state = 'claimed' AND lease_until > ${now}), 0) AS at_kiosk
      FROM ${reservations} WHERE state IN ('reserved', 'claimed') AND expires_at > ${now}`,
    sql`SELECT kind, count(*) AS count FROM ${auditEvents} WHERE at > ${now - DAY} GROUP BY kind ORDER BY kind`,
    sql`SELECT label, state, coalesce(last_seen_at, enrolled_at) < ${now - SILENT} AS silent
      FROM ${kiosks} WHERE state <> 'revoked' ORDER BY label`,
    sql`SELECT count(*) AS count FROM ${throttles} WHERE blocked_until > ${now}`,
    sql`SELECT from_at, until_at, scope FROM ${maintenanceWindows} WHERE until_at > ${now} ORDER BY from_at`,
    sql`SELECT count(*) AS events, min(at) AS oldest FROM ${auditEvents}
      WHERE seq > coalesce((SELECT max(seq) FROM ${auditHeads}), 0)`,
    unexplainedAt(now),
  );
  const inState = (wanted: string) => machines!.filter(({ state }) => state === wanted);
  const active = inState('active');
  const silent = active.filter((kiosk) => kiosk['silent'] === 1).map(({ label }) => String(label));
  const unsealed = { events: Number(trail![0]!['events']), oldest: trail![0]!['oldest'] as number | null };
  return {
    reservations: { live: Number(live![0]!['live']), atKiosk: Number(live![0]!['at_kiosk']) },
    lastDay: Object.fromEntries(kinds!.map(({ kind, count }) => [String(kind), Number(count)])),
    kiosks: {
      active: active.length,
      pending: inState('pending').length,
      suspended: inState('suspended').length,
      silent: silent.length,
    },
    waitingCards: Number(waiting![0]!['count']),
    closures: closures!.map(closureOf),
    unsealed,
    concerns: [...concernsOf(silent, unsealed.oldest, now), ...concernsOfTrail(unexplained![0]!)],
  };
}

/** A status in lines for a terminal. */
export function describeStatus(status: Status): string[] {
  const {
    reservations: { live, atKiosk },
    kiosks: { active, pending, suspended, silent },
    lastDay,
    unsealed,
  } = status;
  const day = Object.entries(lastDay).map(([kind, count]) => `${kind} ${count}`);
  const closures = status.closures.map(
    ({ from, until, scope }) => `${iso(from)} until ${iso(until)} (${scope})`,
  );
  const waiting = unsealed.oldest === null ? '' : `, the oldest of ${iso(unsealed.oldest)}`;
  return [
    `reservations   ${live} live, ${atKiosk} of them at a kiosk now`,
    `last 24 hours  ${day.join(', ') || 'nothing happened'}`,
    `kiosks         ${active} in service, ${silent} of them silent; ${pending} to be confirmed, ${suspended} suspended`,
    `face tries     ${status.waitingCards} cards have to wait for the next one`,
    `closures       ${closures.join('; ') || 'none planned'}`,
    `audit trail    ${unsealed.events} events to be sealed${waiting}`,
    ...status.concerns.map((concern) => `LOOK AT        ${concern}`),
  ];
}

const iso = (seconds: number): string => new Date(seconds * 1_000).toISOString();

const closureOf = (row: Row) => ({
  from: Number(row['from_at']),
  until: Number(row['until_at']),
  scope: String(row['scope']),
});

function concernsOf(silent: string[], oldest: number | null, now: number): string[] {
  const concerns: string[] = [];
  if (silent.length > 0)
    concerns.push(`kiosks not heard of for 50 minutes: ${silent.slice(0, 10).join(', ')}`);
  if (oldest !== null && oldest < now - SEAL_LATE)
    concerns.push('the audit trail has not been sealed for 20 minutes: does the cron run?');
  return concerns;
}
