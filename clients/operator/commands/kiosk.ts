import { sql, type SQL } from 'drizzle-orm';
import { digest } from '#schema/contract/bytes.ts';
import { checkWords, readCheckWords } from '#schema/contract/check-words.ts';
import { auditEvents, enrolmentCodes, kiosks, reservations } from '#schema/tables/index.ts';
import { audit, type OperatorDatabase, type Row } from './database.ts';

/** Seconds for which an enrolment code is good. */
const CODE_LIFE = 86_400;
/** Crockford's base 32: nothing that is read for something else. Sixteen of them are 80 random bits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Where a kiosk will stand. `prefecture`: JIS X 0401, 1 to 47. */
export interface Place {
  chain?: string | undefined;
  store?: string | undefined;
  prefecture?: number | undefined;
}

/** Makes a one-time code for a new kiosk. It is shown once; only its SHA-256 is stored. */
export async function issueCode(
  database: OperatorDatabase,
  label: string,
  now: number,
  { chain, store, prefecture }: Place = {},
): Promise<string> {
  if (prefecture !== undefined && !(Number.isInteger(prefecture) && prefecture >= 1 && prefecture <= 47))
    throw new RangeError('a prefecture is a number of JIS X 0401, 1 to 47');
  const letters = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => ALPHABET[byte % 32]);
  const code = letters.join('');
  await database.run(
    sql`INSERT INTO ${enrolmentCodes} (hash, label, chain, store, prefecture, expires_at) VALUES
      (${await digest(code)}, ${label}, ${chain ?? null}, ${store ?? null}, ${prefecture ?? null}, ${now + CODE_LIFE})`,
    audit('kiosk-code-issued', now),
  );
  return code.replaceAll(/(.{4})(?=.)/g, '$1-');
}

type Act = (database: OperatorDatabase, thumbprint: string, now: number) => Promise<boolean>;
const moving =
  (transition: Omit<Transition, 'thumbprint'>): Act =>
  (database, thumbprint, now) =>
    setState(database, { thumbprint, ...transition }, now);

/** Lets a pending kiosk work, by the thumbprint or the check words shown on its screen. False when no pending kiosk has them. */
export const confirmKiosk: Act = async (database, shown, now) => {
  const thumbprint = await pendingThumbprint(database, shown);
  return thumbprint !== null && confirm(database, thumbprint, now);
};
const confirm = moving({ from: ['pending'], to: 'active', event: 'kiosk-confirmed' });

/** Takes a kiosk out of service for a while; its next call is refused. False when no such kiosk was in service. */
export const suspendKiosk = moving({ from: ['active'], to: 'suspended', event: 'kiosk-suspended' });

/** Lets a suspended kiosk work again. False when no suspended kiosk has the thumbprint. */
export const resumeKiosk = moving({ from: ['suspended'], to: 'active', event: 'kiosk-resumed' });

/**
 * Takes a kiosk out of service; its next call is refused, and what it holds without an authorisation is free at once.
 * False when no such kiosk was there to revoke.
 */
export const revokeKiosk = (database: OperatorDatabase, thumbprint: string, now: number): Promise<boolean> =>
  setState(
    database,
    { thumbprint, from: ['pending', 'active', 'suspended'], to: 'revoked', event: 'kiosk-revoked' },
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

/** The thumbprint itself, or that of the one pending kiosk with these check words; null when none or several have them. */
async function pendingThumbprint(database: OperatorDatabase, shown: string): Promise<string | null> {
  const words = readCheckWords(shown);
  if (words === null) return shown;
  const [rows] = await database.run(sql`SELECT thumbprint FROM ${kiosks} WHERE state = 'pending'`);
  const found = rows!.filter((row) => checkWords(String(row['thumbprint'])) === words);
  return found.length === 1 ? String(found[0]!['thumbprint']) : null;
}

/** Every kiosk ever enrolled, newest first. */
export async function listKiosks(database: OperatorDatabase): Promise<Row[]> {
  const [rows] = await database.run(
    sql`SELECT label, chain, store, prefecture, state, thumbprint, enrolled_at, last_seen_at, page, bridge, reader,
      printer, waiting, skew_steps, card_left FROM ${kiosks} ORDER BY enrolled_at DESC`,
  );
  return rows!;
}

interface Transition {
  thumbprint: string;
  from: readonly string[];
  to: 'active' | 'suspended' | 'revoked';
  event: `kiosk-${'confirmed' | 'suspended' | 'resumed' | 'revoked'}`;
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
