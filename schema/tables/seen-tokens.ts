import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * Single-use identifiers until they expire: DPoP `jti`, session and challenge `jti`.
 * A repeated request with the same `digest` gets the stored `outcome` again; with another digest it is refused.
 */
export const seenTokens = sqliteTable(
  'seen_tokens',
  {
    kind: text('kind', { enum: ['dpop', 'session', 'liveness'] }).notNull(),
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
