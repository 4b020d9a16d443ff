import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { oneOf } from './one-of.ts';

const STATES = ['reserved', 'claimed', 'completed', 'cancelled', 'superseded'] as const;

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
    /** 16 random bytes, base64url: with them, and only with them, the audit trail's commitments name this card. */
    salt: text('salt').notNull(),
    /** The signed ticket. Useless without the phone's key; verified again before anything is opened with it. */
    ticket: text('ticket').notNull(),
    /** SHA-256 of `ticket`, base64url: what the card puts into its receipt. */
    ticketHash: text('ticket_hash').notNull().unique(),
    state: text('state', { enum: STATES }).notNull(),
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
    /** Support number of the session it was made in. */
    support: text('support'),
  },
  (table) => [
    // At most one without an end, and so at most one live, for each card: whoever adds one ends what has run out first.
    uniqueIndex('reservations_one_open')
      .on(table.certId)
      .where(sql`ended_at IS NULL`),
    check('reservations_state', oneOf('state', STATES)),
    check('reservations_version', sql`version >= 1`),
    check('reservations_end', sql`state IN ('reserved', 'claimed') OR ended_at IS NOT NULL`),
    check(
      'reservations_lease',
      sql`state <> 'claimed' OR redemption_id || kiosk_id || claimed_at || lease_until IS NOT NULL`,
    ),
    index('reservations_by_cert').on(table.certId, table.createdAt),
    // The live ones by when they end, for whoever counts them.
    index('reservations_open_until')
      .on(table.expiresAt)
      .where(sql`ended_at IS NULL`),
  ],
);

/** A redemption that found its reservation. Keyed by its token's `iat` and `jti`: in the key, the oldest lie together. */
export const redemptions = sqliteTable(
  'redemptions',
  {
    openedAt: integer('opened_at').notNull(),
    id: text('id').notNull(),
    reservationId: text('reservation_id').notNull(),
    certId: text('cert_id').notNull(),
    kioskId: text('kiosk_id').notNull(),
    /** SHA-256 of the claim's body: a repeated claim with the same body gets the same answer. */
    claimDigest: text('claim_digest').notNull(),
    /** SHA-256 of the kiosk's P-256 point that the card signed at the claim; the authorisation is bound to it. */
    kioskKeyHash: text('kiosk_key_hash').notNull(),
    claimedAt: integer('claimed_at').notNull(),
    /** Its own support number. */
    support: text('support'),
  },
  (table) => [primaryKey({ columns: [table.openedAt, table.id] })],
);
