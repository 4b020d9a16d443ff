import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { oneOf } from './one-of.ts';

const STATES = ['pending', 'active', 'revoked'] as const;

/** Kiosk keys. A key stays `pending` until the operator confirms the thumbprint shown on the kiosk. */
export const kiosks = sqliteTable(
  'kiosks',
  {
    id: text('id').primaryKey(),
    /** RFC 7638 thumbprint of the kiosk's P-256 key. */
    thumbprint: text('thumbprint').notNull().unique(),
    label: text('label').notNull(),
    state: text('state', { enum: STATES }).notNull(),
    enrolledAt: integer('enrolled_at').notNull(),
    lastSeenAt: integer('last_seen_at'),
  },
  () => [check('kiosks_state', oneOf('state', STATES))],
);

/** One-time enrolment codes, as SHA-256 only. */
export const enrolmentCodes = sqliteTable(
  'enrolment_codes',
  {
    hash: text('hash').primaryKey(),
    label: text('label').notNull(),
    expiresAt: integer('expires_at').notNull(),
    usedAt: integer('used_at'),
  },
  (table) => [index('enrolment_codes_by_expiry').on(table.expiresAt)],
);

/** Planned closures, [from, until) in Unix seconds. */
export const maintenanceWindows = sqliteTable(
  'maintenance_windows',
  {
    id: text('id').primaryKey(),
    fromAt: integer('from_at').notNull(),
    untilAt: integer('until_at').notNull(),
    scope: text('scope', { enum: ['phone', 'kiosk', 'both'] }).notNull(),
    /** An emergency: it also ends visits that were claimed before it began. */
    cuts: integer('cuts', { mode: 'boolean' }).notNull().default(false),
  },
  // Nearly every request asks for the closures that are not over.
  (table) => [index('maintenance_by_end').on(table.untilAt)],
);
