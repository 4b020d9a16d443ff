import { database } from '../world.ts';

/** What the database has of a schedule. */
export interface Rows {
  reservations: Record<string, unknown>[];
  seen: Record<string, unknown>[];
  sequences: Record<string, unknown>[];
}

const RESERVATIONS = `SELECT id, ticket, ticket_hash AS ticketHash, state, redemption_id AS visit,
  claimed_at AS "from", lease_until AS until, authorised_at AS authorisedAt, ended_at AS endedAt,
  (SELECT group_concat(replace(kind, 'reservation-', ''), ',') FROM
    (SELECT kind FROM audit_events WHERE reservation_id = reservations.id ORDER BY seq)) AS audit
  FROM reservations`;

const TABLES = [
  'reservations',
  'redemptions',
  'throttles',
  'liveness_challenges',
  'seen_tokens',
  'spent_proofs',
  'audit_events',
];

export async function clearRows(): Promise<void> {
  await database.batch(TABLES.map((table) => database.prepare(`DELETE FROM ${table}`)));
}

export async function readRows(): Promise<Rows> {
  const [reservations, seen, sequences] = await database.batch<Record<string, unknown>>([
    database.prepare(RESERVATIONS),
    database.prepare("SELECT id, outcome, taken_at FROM seen_tokens WHERE kind = 'liveness'"),
    database.prepare('SELECT id, cert_id, answer_by, replaced FROM liveness_challenges'),
  ]);
  return { reservations: reservations!.results, seen: seen!.results, sequences: sequences!.results };
}
