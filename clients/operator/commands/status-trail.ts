import { sql, type SQL } from 'drizzle-orm';
import { RETENTION } from '#schema/contract/retention.ts';
import { auditEvents } from '#schema/tables/audit.ts';
import { kiosks } from '#schema/tables/kiosks.ts';
import { reservations } from '#schema/tables/reservations.ts';
import type { Row } from './database.ts';

/**
 * The cheap part of what `audit verify` does: live reservations with more or fewer changes than the trail tells, kiosks
 * in service that nobody confirmed, and reservation events that are not the service's own.
 */
export const unexplainedAt = (now: number): SQL => sql`SELECT
  (SELECT count(*) FROM ${reservations} AS held
    WHERE state IN ('reserved', 'claimed') AND expires_at > ${now} AND version <>
      (SELECT count(*) FROM ${auditEvents} WHERE reservation_id = held.id)) AS reservations,
  (SELECT count(*) FROM ${kiosks} AS working
    WHERE state = 'active' AND enrolled_at > ${now - RETENTION.auditEvents.seconds} AND NOT EXISTS
      (SELECT 1 FROM ${auditEvents} WHERE kind = 'kiosk-confirmed' AND kiosk_id = working.id)) AS kiosks,
  (SELECT count(*) FROM ${auditEvents}
    WHERE "foreign" = 1 AND at > ${now - 86_400} AND kind LIKE 'reservation-%' AND kind <> 'reservation-released') AS events`;

/** In words, for whoever has to look. */
export function concernsOfTrail(row: Row): string[] {
  const told: [count: unknown, what: string][] = [
    [row['reservations'], 'live reservations that the audit trail does not explain'],
    [row['kiosks'], 'kiosks in service that nobody confirmed by the audit trail'],
    [row['events'], 'reservation events of the last day that the service did not write'],
  ];
  return told
    .filter(([count]) => Number(count) > 0)
    .map(([count, what]) => `${String(count)} ${what}: run audit verify`);
}
