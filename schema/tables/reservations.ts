import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * One row for each reservation ever made, kept 30 days after its end. Instants are Unix seconds.
 * Certificates and card numbers appear only as keyed hashes (`certId`, `chipId`); shard key: first byte of `certId`.
 */
export const reservations = sqliteTable(
  'reservations',
  {
    id: text('id').primaryKey(),
    certId: text('cert_id').notNull(),
    chipId: text('chip_id').notNull(),
    /** The signed ticket. Useless without the phone's key; verified again before anything is opened with it. */
    ticket: text('ticket').notNull(),
    /** SHA-256 of `ticket`, base64url: what the card puts into its receipt. */
    ticketHash: text('ticket_hash').notNull().unique(),
    state: text('state', { enum: ['reserved', 'claimed', 'completed', 'cancelled', 'superseded'] }).notNull(),
    /** Counts changes: an UPDATE names the version it was decided on, so of two racing changes one wins. */
    version: integer('version').notNull(),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    redemptionId: text('redemption_id'),
    kioskId: text('kiosk_id'),
    claimedAt: integer('claimed_at'),
    leaseUntil: integer('lease_until'),
    /** First time a reset authorisation went out; evidence from the card counts from then on, whatever the state. */
    authorisedAt: integer('authorised_at'),
    endedAt: integer('ended_at'),
  },
  (table) => [
    index('reservations_by_cert').on(table.certId, table.createdAt),
    // When it ended, as the purge asks: the same expression in other words (coalesce) would not find this index.
    index('reservations_by_end').on(
      sql`CASE WHEN ${table.endedAt} IS NULL THEN ${table.expiresAt} ELSE ${table.endedAt} END`,
    ),
  ],
);
