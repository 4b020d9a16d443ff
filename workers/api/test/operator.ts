import { toBase64url } from '#schema/contract/bytes.ts';
import type { KioskState } from '#schema/contract/kiosk.ts';

// What an operator's commands do to the database.

/** Every table, and the counter of audit events. */
export const TABLES =
  'reservations redemptions throttles liveness_challenges seen_tokens spent_proofs kiosks enrolment_codes maintenance_windows audit_events audit_heads step_counts alarms sqlite_sequence'.split(
    ' ',
  );

/** Empties every table, and has audit events counted from 1 again. */
export async function emptyTables(database: D1Database): Promise<void> {
  await database.batch(TABLES.map((table) => database.prepare(`DELETE FROM ${table}`)));
}

/** Puts an enrolment code where the command that issues one would. */
export async function putCode(database: D1Database, label: string, now: number): Promise<string> {
  const random = crypto.getRandomValues(new Uint8Array(16));
  const code = Array.from(random, (byte) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[byte % 32]).join('');
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(code)));
  await database
    .prepare('INSERT INTO enrolment_codes (hash, label, expires_at) VALUES (?, ?, ?)')
    .bind(toBase64url(digest), label, now + 86_400)
    .run();
  return code;
}

/** An active kiosk, as the command that confirms one would have left it. Answers its id. */
export async function putKiosk(database: D1Database, thumbprint: string, now: number): Promise<string> {
  const id = crypto.randomUUID();
  const statement = `INSERT INTO kiosks (id, thumbprint, label, state, enrolled_at) VALUES (?, ?, 'k', 'active', ?)`;
  await database.prepare(statement).bind(id, thumbprint, now).run();
  return id;
}

export const putKioskState = (database: D1Database, thumbprint: string, state: KioskState) =>
  database.prepare('UPDATE kiosks SET state = ? WHERE thumbprint = ?').bind(state, thumbprint).run();
