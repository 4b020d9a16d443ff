import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * What changed, appended in the same batch as the change. `seq` orders events; `hash` is set when a cron seals them
 * into the chain. Nothing here names who was served: reservations, keyed
 * hashes and kiosk ids only. An operator's act has its actor in `detail`.
 */
export const auditEvents = sqliteTable(
  'audit_events',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    at: integer('at').notNull(),
    kind: text('kind').notNull(),
    reservationId: text('reservation_id'),
    /** SHA-256 over a salt and the card's keyed hash: it names a card only as long as the salt is kept elsewhere. */
    commitment: text('commitment'),
    kioskId: text('kiosk_id'),
    /** JSON object of further facts, such as a reason code. */
    detail: text('detail').notNull(),
    /** Made by the Worker that made the change, under a key that is not in the database. */
    mac: text('mac'),
    /** Set when it is sealed: 1 for an event whose code the sealer found not to be the Worker's. */
    foreign: integer('foreign'),
    hash: text('hash'),
  },
  (table) => [
    // Of sealed events alone: the sealer pays for it, and not who waits for an answer. What is not sealed are the last minutes.
    index('audit_by_reservation')
      .on(table.reservationId)
      .where(sql`hash IS NOT NULL AND reservation_id IS NOT NULL`),
    // What somebody else wrote: of an ordinary trail nothing.
    index('audit_foreign')
      .on(table.at)
      .where(sql`"foreign" = 1`),
    index('audit_confirmations')
      .on(table.kioskId)
      .where(sql`kind = 'kiosk-confirmed'`),
  ],
);

/** Signed heads of the sealed chain, published at /.well-known/audit-heads.json. */
export const auditHeads = sqliteTable(
  'audit_heads',
  {
    /** Last event the head covers. */
    seq: integer('seq').primaryKey(),
    sealedAt: integer('sealed_at').notNull(),
    /** Chain hash of that event, base64url. */
    chainHash: text('chain_hash').notNull(),
    /** Merkle root over the events sealed with it (RFC 9162 hashing), base64url. */
    merkleRoot: text('merkle_root').notNull(),
    /** Compact JWS over the head. */
    signature: text('signature').notNull(),
    /** JSON object: how many events of each kind it covers, for who counts them. Not under the signature. */
    kinds: text('kinds').notNull().default('{}'),
  },
  // Events lie in the order of time, so that a head tells where those of an hour begin.
  (table) => [index('audit_heads_by_time').on(table.sealedAt)],
);
