import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Consecutive failed face tries of a card (NIST SP 800-63B-4 §3.2.3). Only a match takes the row away. */
export const throttles = sqliteTable('throttles', {
  certId: text('cert_id').primaryKey(),
  failures: integer('failures').notNull(),
  blockedUntil: integer('blocked_until').notNull(),
  /** Of the trail's commitment to this card, for as long as the row stands. */
  salt: text('salt').notNull(),
  /** JSON array: the id of every charge that stands, so that one is given back only by the request that made it. */
  charges: text('charges').notNull().default('[]'),
  updatedAt: integer('updated_at').notNull(),
});

/**
 * The one sequence of head movements that a card's holder is asked for, and how many went before it without a match.
 * Only a match takes the row away.
 */
export const livenessChallenges = sqliteTable('liveness_challenges', {
  certId: text('cert_id').primaryKey(),
  /** `jti` of the tokens that may answer it now; pictures that cannot be used bring a new one for the same steps. */
  id: text('id').notNull(),
  /** JSON array. */
  steps: text('steps').notNull(),
  answerBy: integer('answer_by').notNull(),
  answeredAt: integer('answered_at'),
  replaced: integer('replaced').notNull(),
  /** Pictures refused for their quality in the day that began at `refusalsSince`. */
  refusals: integer('refusals').notNull(),
  refusalsSince: integer('refusals_since').notNull(),
  refusedAt: integer('refused_at').notNull(),
});

/** The `jti` of every DPoP proof that was good for a change, until nobody takes its nonce any more. */
export const spentProofs = sqliteTable(
  'spent_proofs',
  {
    /** Of the proof's nonce, and so of the proof: in the key, the oldest lie together. */
    expiresAt: integer('expires_at').notNull(),
    id: text('id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.expiresAt, table.id] })],
);

/**
 * Single-use tokens until they expire: `jti` of session and challenge.
 * A repeated request with the same `digest` gets the stored `outcome` again; with another digest it is refused.
 */
export const seenTokens = sqliteTable(
  'seen_tokens',
  {
    /** The same of every request with this token: in the key, the oldest lie together. */
    expiresAt: integer('expires_at').notNull(),
    kind: text('kind', { enum: ['session', 'liveness', 'signature-certificate'] }).notNull(),
    id: text('id').notNull(),
    digest: text('digest'),
    /** JSON; null while the first request is still being worked on. */
    outcome: text('outcome'),
    /** When a request took the token: one that never answered gives it up after a while. */
    takenAt: integer('taken_at'),
    /** Of a session: how often its card reading was taken. */
    uses: integer('uses'),
  },
  (table) => [primaryKey({ columns: [table.expiresAt, table.kind, table.id] })],
);
