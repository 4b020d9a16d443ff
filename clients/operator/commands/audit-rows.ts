import { sql } from 'drizzle-orm';
import { commitmentTo, type Digest } from '#schema/contract/audit-chain.ts';
import { RETENTION } from '#schema/contract/retention.ts';
import { kiosks, maintenanceWindows } from '#schema/tables/kiosks.ts';
import { reservations } from '#schema/tables/reservations.ts';
import type { Replay, Replayed, ReplayedKiosk } from '#workers/api/domain/replay.ts';
import type { OperatorDatabase, Row } from './database.ts';

/** A row that the trail does not explain, or one that it tells of and that is gone. */
export interface RowFault {
  fault:
    | 'reservation-unexplained'
    | 'reservation-differs'
    | 'reservation-removed'
    | 'kiosk-unexplained'
    | 'kiosk-differs'
    | 'kiosk-removed'
    | 'tries-unexplained'
    | 'tries-differ'
    | 'tries-removed'
    | 'closure-unexplained'
    | 'closure-removed';
  id: string;
}

/** What of the past the trail covers: all of it, or what happened from `began` on. */
export interface Span {
  whole: boolean;
  began: number;
  now: number;
}

const ROWS_AT_ONCE = 50_000;

/** Compares reservations, kiosks and closures with what the trail says became of them. */
export async function findRowFaults(
  database: OperatorDatabase,
  replay: Replay,
  span: Span,
  digest: Digest,
): Promise<RowFault[]> {
  const faults = await ofReservations(database, replay, span, digest);
  const [machines, closures] = await database.run(
    sql`SELECT id, state, thumbprint, enrolled_at AS began FROM ${kiosks}`,
    sql`SELECT id, from_at, until_at, scope, cuts, reason FROM ${maintenanceWindows}`,
  );
  return [...faults, ...ofKiosks(machines!, replay, span), ...ofClosures(closures!, replay, span)];
}

async function ofReservations(
  database: OperatorDatabase,
  replay: Replay,
  span: Span,
  digest: Digest,
): Promise<RowFault[]> {
  const faults: RowFault[] = [];
  const seen = new Set<string>();
  let rows: Row[];
  let after = '';
  do {
    [rows] = (await database.run(
      sql`SELECT id, cert_id, salt, state, version, created_at, expires_at, kiosk_id, claimed_at, lease_until,
        authorised_at, ended_at FROM ${reservations} WHERE id > ${after} ORDER BY id LIMIT ${ROWS_AT_ONCE}`,
    )) as [Row[]];
    for (const row of rows) {
      after = String(row['id']);
      seen.add(after);
      const fault = await reservationFault(row, replay, span, digest);
      if (fault) faults.push({ fault, id: after });
    }
  } while (rows.length === ROWS_AT_ONCE);
  for (const [id, { expiresAt, endedAt }] of replay.reservations) {
    const end = Math.min(expiresAt, endedAt ?? expiresAt);
    const due = span.now <= end + RETENTION.reservations.seconds;
    if (due && !seen.has(id)) faults.push({ fault: 'reservation-removed', id });
  }
  return faults;
}

async function reservationFault(
  row: Row,
  { reservations: told, earlier }: Replay,
  span: Span,
  digest: Digest,
): Promise<RowFault['fault'] | null> {
  const id = String(row['id']);
  const replayed = told.get(id);
  if (replayed) {
    const same =
      factsOf(replayed) === JSON.stringify(FACTS.map((name) => withoutRunOut(row)[name])) &&
      replayed.commitment === (await commitmentTo(String(row['cert_id']), String(row['salt']), digest));
    return same ? null : 'reservation-differs';
  }
  const version = earlier.get(id);
  if (version !== undefined) return version === row['version'] ? null : 'reservation-differs';
  return span.whole || Number(row['created_at']) > span.began ? 'reservation-unexplained' : null;
}

/** The card's next reservation notes when this one ran out, which is no change of it: the trail has no event of that. */
function withoutRunOut(row: Row): Row {
  const held = row['state'] === 'claimed' ? Number(row['lease_until']) : 0;
  const isOpen = row['state'] === 'reserved' || row['state'] === 'claimed';
  const ranOut = Math.max(Number(row['expires_at']), held);
  return isOpen && row['ended_at'] === ranOut ? { ...row, ended_at: null } : row;
}

const FACTS = [
  'state',
  'version',
  'created_at',
  'expires_at',
  'kiosk_id',
  'claimed_at',
  'lease_until',
  'authorised_at',
  'ended_at',
] as const;

/** In the order of `FACTS`. */
const factsOf = ({ state, version, createdAt, expiresAt, lease, authorisedAt, endedAt }: Replayed): string =>
  JSON.stringify([
    state,
    version,
    createdAt,
    expiresAt,
    lease?.kioskId ?? null,
    lease?.claimedAt ?? null,
    lease?.leaseUntil ?? null,
    authorisedAt,
    endedAt,
  ]);

function ofKiosks(rows: readonly Row[], { kiosks: told }: Replay, span: Span): RowFault[] {
  const faults: RowFault[] = [];
  for (const row of rows) {
    const replayed = told.get(String(row['id']));
    const unexplained = !replayed && (span.whole || Number(row['began']) > span.began);
    if (unexplained) faults.push({ fault: 'kiosk-unexplained', id: String(row['id']) });
    if (replayed && !sameKiosk(row, replayed)) faults.push({ fault: 'kiosk-differs', id: String(row['id']) });
  }
  const there = new Set(rows.map(({ id }) => id));
  for (const id of told.keys()) if (!there.has(id)) faults.push({ fault: 'kiosk-removed', id });
  return faults;
}

const sameKiosk = (row: Row, { state, thumbprint }: ReplayedKiosk): boolean =>
  row['state'] === state && (thumbprint === null || row['thumbprint'] === thumbprint);

function ofClosures(rows: readonly Row[], { closures }: Replay, span: Span): RowFault[] {
  const faults: RowFault[] = [];
  for (const row of rows) {
    const told = closures.get(String(row['id']));
    const early = told === undefined && !span.whole;
    if (!early && !sameClosure(row, told))
      faults.push({ fault: 'closure-unexplained', id: String(row['id']) });
  }
  const there = new Set(rows.map(({ id }) => id));
  for (const [id, told] of closures)
    if (told && !there.has(id)) faults.push({ fault: 'closure-removed', id });
  return faults;
}

const sameClosure = (row: Row, told: Readonly<Record<string, unknown>> | null | undefined): boolean =>
  told?.['from'] === row['from_at'] &&
  told?.['until'] === row['until_at'] &&
  told?.['scope'] === row['scope'] &&
  told?.['reason'] === row['reason'] &&
  Number(told?.['cuts']) === row['cuts'];
