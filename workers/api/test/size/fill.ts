import type { D1Database } from '@cloudflare/workers-types';

// A database as large as a busy service's, of rows as long as those of one real journey that is in it already.

const DAY = 86_400;
/** Days for which a reservation's row stands. */
const STANDS = 31;
/** Of ten reservations so many are never used. */
const UNUSED = 3;

/** Bytes that a row of each kind may take, its indexes with it. Raised only by who says why in the commit. */
export const BYTES = { reservations: 1_550, redemptions: 330, audit_events: 340 } as const;
export type Kind = keyof typeof BYTES;

const count = (rows: number) =>
  `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${rows})`;
/** Another text of the same length. */
const like = (column: string) => `substr(hex(randomblob(length(${column}))), 1, length(${column}))`;
const unless = (value: string) => `CASE WHEN i % 10 >= ${UNUSED} THEN ${value} END`;

const FILLS: Record<Kind, (rows: number, now: number) => string> = {
  reservations: (rows, now) => {
    const made = `(${now - STANDS * DAY} + CAST(i AS REAL) * ${STANDS * DAY} / ${rows})`;
    const created = `CAST(${made} AS INTEGER)`;
    return `INSERT INTO reservations (id, cert_id, chip_id, salt, ticket, ticket_hash, state, version, created_at, expires_at,
        redemption_id, kiosk_id, claimed_at, lease_until, authorised_at, ended_at, support)
      ${count(rows)} SELECT ${['id', 'cert_id', 'chip_id', 'salt', 'ticket', 'ticket_hash'].map(like).join()},
        CASE WHEN i % 10 >= ${UNUSED} THEN 'completed' ELSE 'reserved' END, version, ${created}, ${created} + ${DAY},
        ${unless(like('redemption_id'))}, ${unless('kiosk_id')}, ${unless(`${created} + 600`)}, ${unless(`${created} + 900`)},
        ${unless(`${created} + 700`)}, ${unless(`${created} + 710`)}, ${like('support')}
      FROM n, (SELECT * FROM reservations WHERE state = 'completed' LIMIT 1)`;
  },
  redemptions: (rows, now) =>
    `INSERT INTO redemptions (opened_at, id, reservation_id, cert_id, kiosk_id, claim_digest, kiosk_key_hash, claimed_at, support)
      ${count(rows)} SELECT ${now - STANDS * DAY} + i, ${['id', 'reservation_id', 'cert_id'].map(like).join()}, kiosk_id,
        ${['claim_digest', 'kiosk_key_hash'].map(like).join()}, claimed_at, ${like('support')}
      FROM n, (SELECT * FROM redemptions LIMIT 1)`,
  audit_events: (rows, now) =>
    `INSERT INTO audit_events (at, kind, reservation_id, commitment, kiosk_id, detail, mac, "foreign", hash)
      ${count(rows)} SELECT ${now - DAY}, kind, ${['reservation_id', 'commitment'].map(like).join()}, kiosk_id, detail, ${like('mac')}, 0,
        ${like('mac')} FROM n, (SELECT * FROM audit_events WHERE kind = 'reservation-claimed' LIMIT 1)`,
};

/** As many as every convenience store of the country. */
const KIOSKS = 55_000;
const SEALED_AT_ONCE = 2_500;
const SEALED_KINDS = { 'try-charged': 500, 'reservation-reserved': 500, 'reservation-claimed': 1_500 };

const HEADS = `INSERT OR IGNORE INTO audit_heads (seq, sealed_at, chain_hash, merkle_root, signature, kinds)
  SELECT seq, ?1 - ${DAY} + seq * ${DAY} / (SELECT max(seq) FROM audit_events), '', '', '', '${JSON.stringify(SEALED_KINDS)}'
  FROM audit_events WHERE seq % ${SEALED_AT_ONCE} = 0`;
const FLEET = `INSERT INTO kiosks (id, thumbprint, label, chain, store, prefecture, state, enrolled_at, last_seen_at, page, reader,
    printer, waiting, skew_steps, card_left)
  ${count(KIOSKS)} SELECT hex(randomblob(16)), hex(randomblob(21)), 'Kiosk ' || i, 'Chain ' || i % 4, 'Store ' || i, 1 + i % 47,
    'active', ?1 - ${STANDS * DAY}, ?1 - i % 1800, '1.0.0', 'ready', 'none', 0, 0, 0 FROM n`;

type Database = Pick<D1Database, 'prepare'>;

/** What is older has left the database. */
const SHED = 'DELETE FROM audit_events WHERE seq < 20 AND at < ?1';

/** Seals all events but the last ones, over a day, and puts the country's kiosks beside them. */
export async function sealAndEquip(database: Database, now: number): Promise<void> {
  for (const statement of [HEADS, FLEET, SHED]) await database.prepare(statement).bind(now).run();
}

const sizeOf = async (database: Database): Promise<number> =>
  (await database.prepare('SELECT 1').run()).meta.size_after;

/** Adds so many rows of a kind; answers how many bytes each took. */
export async function fill(database: Database, kind: Kind, rows: number, now: number): Promise<number> {
  const before = await sizeOf(database);
  await database.prepare(FILLS[kind](rows, now)).run();
  return ((await sizeOf(database)) - before) / rows;
}

/** Events of one reset that are in the database for a week, with those of tries that failed. */
const EVENTS = 8;
const TAIL = 7;

/** Bytes of the three large tables where so many resets come in a day, each after one reservation that is used. */
export const databaseAt = (resets: number, bytes: Readonly<Record<Kind, number>>): number =>
  resets *
  ((bytes.reservations * STANDS * 10) / (10 - UNUSED) +
    bytes.redemptions * STANDS +
    bytes.audit_events * EVENTS * TAIL);
