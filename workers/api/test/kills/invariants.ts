import type { D1Database } from '@cloudflare/workers-types';
import type { Promised } from './people.ts';

/** Statements that must find nothing, and what a row of theirs would mean. */
const NEVER: Record<string, string> = {
  'a card with two reservations that count': `SELECT cert_id FROM reservations
    WHERE state IN ('reserved', 'claimed') GROUP BY cert_id HAVING count(*) > 1`,
  'a reservation without its beginning in the audit trail': `SELECT id FROM reservations AS r WHERE 1 <>
    (SELECT count(*) FROM audit_events WHERE reservation_id = r.id AND kind = 'reservation-reserved')`,
  'a state that the audit trail does not tell of': `SELECT id FROM reservations AS r
    WHERE state <> replace((SELECT kind FROM audit_events WHERE reservation_id = r.id ORDER BY seq DESC LIMIT 1), 'reservation-', '')
      AND NOT (state = 'claimed' AND (SELECT kind FROM audit_events WHERE reservation_id = r.id ORDER BY seq DESC LIMIT 1)
        IN ('reservation-authorised', 'reservation-renewed'))
      AND NOT (state = 'reserved' AND (SELECT kind FROM audit_events WHERE reservation_id = r.id ORDER BY seq DESC LIMIT 1)
        = 'reservation-released')`,
  'more or fewer changes than the audit trail has': `SELECT id FROM reservations AS r WHERE version <>
    (SELECT count(*) FROM audit_events WHERE reservation_id = r.id)`,
  'a visit without its claim in the audit trail': `SELECT reservation_id FROM redemptions AS v GROUP BY reservation_id
    HAVING count(*) <> (SELECT count(*) FROM audit_events WHERE reservation_id = v.reservation_id AND kind = 'reservation-claimed')`,
  'a reservation completed twice': `SELECT reservation_id FROM audit_events WHERE kind = 'reservation-completed'
    GROUP BY reservation_id HAVING count(*) > 1`,
  'an answered challenge without its reservation': `SELECT id FROM seen_tokens WHERE kind = 'liveness'
    AND outcome ->> 'reservationId' IS NOT NULL
    AND outcome ->> 'reservationId' NOT IN (SELECT id FROM reservations)`,
  'a counted try that the audit trail does not tell of': `SELECT cert_id FROM throttles AS t, json_each(t.charges) AS charge
    WHERE 1 <> (SELECT count(*) FROM audit_events WHERE kind = 'try-charged' AND detail ->> 'charge' = charge.value)
      OR 0 <> (SELECT count(*) FROM audit_events WHERE kind = 'try-given-back' AND detail ->> 'charge' = charge.value)`,
  'a count of tries that is not that of its charges': `SELECT cert_id FROM throttles
    WHERE failures <> json_array_length(charges)`,
};

/** What is wrong in the database after a restart; empty when nothing is. */
export async function faultsIn(database: D1Database, promised: Promised): Promise<string[]> {
  const faults: string[] = [];
  for (const [what, statement] of Object.entries(NEVER)) {
    const { results } = await database.prepare(statement).all();
    if (results.length > 0) faults.push(`${what}: ${JSON.stringify(results.slice(0, 3))}`);
  }
  const { results } = await database
    .prepare('SELECT id, state FROM reservations')
    .all<{ id: string; state: string }>();
  const states = new Map(results.map(({ id, state }) => [id, state]));
  for (const id of promised.reservations)
    if (!states.has(id)) faults.push(`reservation ${id} was promised and is gone`);
  for (const id of promised.completed)
    if (states.get(id) !== 'completed')
      faults.push(`reservation ${id} was completed and is ${states.get(id)}`);
  const visits = await database
    .prepare('SELECT DISTINCT reservation_id AS id FROM redemptions')
    .all<{ id: string }>();
  const claimed = new Set(visits.results.map(({ id }) => id));
  for (const id of promised.visits.values()) if (!claimed.has(id)) faults.push(`the claim of ${id} is gone`);
  return faults;
}
