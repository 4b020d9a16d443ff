import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Consecutive failed face tries of a card (NIST SP 800-63B-4 §3.2.3). Only a match takes the row away. */
export const throttles = sqliteTable(
  'throttles',
  {
    certId: text('cert_id').primaryKey(),
    failures: integer('failures').notNull(),
    blockedUntil: integer('blocked_until').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [index('throttles_by_time').on(table.updatedAt)],
);

/** Free refusals for picture quality, counted for each session so that they cannot be had without end. */
export const qualityRefusals = sqliteTable(
  'quality_refusals',
  {
    sessionId: text('session_id').primaryKey(),
    refusals: integer('refusals').notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (table) => [index('quality_refusals_by_expiry').on(table.expiresAt)],
);

/**
 * Single-use identifiers until they expire: DPoP `jti`, session and challenge `jti`.
 * A repeated request with the same `digest` gets the stored `outcome` again; with another digest it is refused.
 */
export const seenTokens = sqliteTable(
  'seen_tokens',
  {
    kind: text('kind', { enum: ['dpop', 'session', 'liveness', 'signature-certificate'] }).notNull(),
    id: text('id').notNull(),
    digest: text('digest'),
    /** JSON; null while the first request is still being worked on. */
    outcome: text('outcome'),
    /** When a request took the token: one that never answered gives it up after a while. */
    takenAt: integer('taken_at'),
    expiresAt: integer('expires_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.kind, table.id] }),
    index('seen_tokens_by_expiry').on(table.expiresAt),
  ],
);
