import { sql, type SQL } from 'drizzle-orm';
import { digest } from '#schema/contract/bytes.ts';
import { auditEvents, enrolmentCodes, kiosks, reservations } from '#schema/tables/index.ts';
import { audit, type OperatorDatabase, type Row } from './database.ts';

/** Seconds for which an enrolment code is good. */
const CODE_LIFE = 86_400;
/** Crockford's base 32: nothing that is read for something else. Sixteen of them are 80 random bits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Makes a one-time code for a new kiosk. It is shown once; only its SHA-256 is stored. */
export async function issueCode(database: OperatorDatabase, label: string, now: number): Promise<string> {
  const letters = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => ALPHABET[byte % 32]);
  const code = letters.join('');
  await database.run(
    sql`INSERT INTO ${enrolmentCodes} (hash, label, expires_at) VALUES (${await digest(code)}, ${label}, ${now + CODE_LIFE})`,
    audit('kiosk-code-issued', now),
  );
  return code.replaceAll(/(.{4})(?=.)/g, '$1-');
}

/** Lets a pending kiosk work, by the thumbprint shown on its screen. False when no pending kiosk has it. */
export const confirmKiosk = (database: OperatorDatabase, thumbprint: string, now: number): Promise<boolean> =>
  setState(database, { thumbprint, from: ['pending'], to: 'active', event: 'kiosk-confirmed' }, now);

/**
 * Takes a kiosk out of service; its next call is refused, and what it holds without an authorisation is free at once.
 * False when no such kiosk was there to revoke.
 */
export const revokeKiosk = (database: OperatorDatabase, thumbprint: string, now: number): Promise<boolean> =>
  setState(
    database,
    { thumbprint, from: ['pending', 'active'], to: 'revoked', event: 'kiosk-revoked' },
    now,
    freeLeases(thumbprint, now),
  );

/**
 * Statements that free what a revoked kiosk holds, each reservation with its event. Once an authorisation is out only
 * the lease's end frees it: the card may be writing.
 */
function freeLeases(thumbprint: string, now: number): SQL[] {
  const held = sql`state = 'claimed' AND lease_until > ${now} AND coalesce(authorised_at < claimed_at, true)
    AND kiosk_id = (SELECT id FROM ${kiosks} WHERE thumbprint = ${thumbprint} AND state = 'revoked')`;
  return [
    sql`INSERT INTO ${auditEvents} (at, kind, reservation_id, commitment, kiosk_id, detail)
      SELECT ${now}, 'reservation-released', id,
        (SELECT commitment FROM ${auditEvents} WHERE reservation_id = held.id LIMIT 1),
        kiosk_id, json_object('version', version + 1)
      FROM ${reservations} AS held WHERE ${held} ORDER BY id`,
    sql`UPDATE ${reservations} SET state = 'reserved', version = version + 1, redemption_id = NULL,
      kiosk_id = NULL, claimed_at = NULL, lease_until = NULL WHERE ${held}`,
  ];
}

/** Every kiosk ever enrolled, newest first. */
export async function listKiosks(database: OperatorDatabase): Promise<Row[]> {
  const [rows] = await database.run(
    sql`SELECT label, state, thumbprint, enrolled_at, last_seen_at FROM ${kiosks} ORDER BY enrolled_at DESC`,
  );
  return rows!;
}

interface Transition {
  thumbprint: string;
  from: readonly string[];
  to: 'active' | 'revoked';
  event: 'kiosk-confirmed' | 'kiosk-revoked';
}

async function setState(
  database: OperatorDatabase,
  { thumbprint, from, to, event }: Transition,
  now: number,
  also: SQL[] = [],
): Promise<boolean> {
  const kioskId = sql`(SELECT id FROM ${kiosks} WHERE thumbprint = ${thumbprint})`;
  const [changed] = await database.run(
    sql`UPDATE ${kiosks} SET state = ${to} WHERE thumbprint = ${thumbprint} AND state IN ${from} RETURNING id`,
    audit(event, now, { kioskId }),
    ...also,
  );
  return changed!.length === 1;
}
