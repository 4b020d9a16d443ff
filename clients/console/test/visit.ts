import type { D1Database } from '@cloudflare/workers-types';

/** Support numbers of both steps of a visit. */
export const PHONE = 'ACDEFHJK';
export const AT_KIOSK = 'KJHFEDCA';

/** Writes a visit into a local database, from the reservation to the new password. */
export async function writeVisit(database: D1Database, now: number): Promise<void> {
  const event = (ago: number, kind: string, kiosk: string | null, detail = '{}') =>
    database
      .prepare(
        `INSERT INTO audit_events (at, kind, reservation_id, kiosk_id, detail) VALUES (?, ?, 'visit', ?, ?)`,
      )
      .bind(now - ago, kind, kiosk, detail);
  await database.batch([
    database
      .prepare(
        `INSERT INTO reservations (id, cert_id, chip_id, salt, ticket, ticket_hash, state, version, created_at, expires_at,
          redemption_id, kiosk_id, claimed_at, authorised_at, ended_at, support)
          VALUES ('visit', 'cv', 'hv', '', '', 'xv', 'completed', 4, ?1 - 7200, ?1 + 79200, 'vv', 'k1', ?1 - 600, ?1 - 300,
            ?1 - 240, '${PHONE}')`,
      )
      .bind(now),
    database
      .prepare(
        `INSERT INTO redemptions (id, reservation_id, cert_id, kiosk_id, claim_digest, kiosk_key_hash, claimed_at, support)
          VALUES ('vv', 'visit', 'cv', 'k1', '', '', ?1 - 600, '${AT_KIOSK}')`,
      )
      .bind(now),
    event(7_200, 'reservation-reserved', null),
    event(600, 'reservation-claimed', 'k1'),
    event(300, 'reservation-authorised', 'k1'),
    event(240, 'reservation-completed', 'k1', '{"by":"receipt"}'),
  ]);
}
