import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** A redemption that found its reservation. Keyed by the redemption token's `jti`. */
export const redemptions = sqliteTable(
  'redemptions',
  {
    id: text('id').primaryKey(),
    reservationId: text('reservation_id').notNull(),
    certId: text('cert_id').notNull(),
    kioskId: text('kiosk_id').notNull(),
    /** SHA-256 of the claim's body: a repeated claim with the same body gets the same answer. */
    claimDigest: text('claim_digest').notNull(),
    /** SHA-256 of the kiosk's P-256 point that the card signed at the claim; the authorisation is bound to it. */
    kioskKeyHash: text('kiosk_key_hash').notNull(),
    claimedAt: integer('claimed_at').notNull(),
    authorisedAt: integer('authorised_at'),
  },
  (table) => [index('redemptions_by_time').on(table.claimedAt)],
);
