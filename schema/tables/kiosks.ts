import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { oneOf } from './one-of.ts';

const STATES = ['pending', 'active', 'suspended', 'revoked'] as const;
const READER_CONDITIONS = ['ready', 'unknown', 'unpaired', 'bridge-missing', 'missing', 'fault'] as const;
const PRINTER_CONDITIONS = ['unknown', 'none', 'ready', 'paper-out', 'fault'] as const;

/** Where a kiosk stands, as its enrolment code says; null where the operator did not say. */
const place = () => ({
  chain: text('chain'),
  store: text('store'),
  /** JIS X 0401: 1 (Hokkaido) to 47 (Okinawa). */
  prefecture: integer('prefecture'),
});

/** Kiosk keys. A key stays `pending` until the operator confirms the thumbprint shown on the kiosk. */
export const kiosks = sqliteTable(
  'kiosks',
  {
    id: text('id').primaryKey(),
    /** RFC 7638 thumbprint of the kiosk's P-256 key. */
    thumbprint: text('thumbprint').notNull().unique(),
    label: text('label').notNull(),
    ...place(),
    state: text('state', { enum: STATES }).notNull(),
    /** Hours of its own, in minutes from midnight in Japan; both or neither. They only narrow those of the service. */
    opensAt: integer('opens_at'),
    closesAt: integer('closes_at'),
    enrolledAt: integer('enrolled_at').notNull(),
    /** When the row was last written by a heartbeat: at a changed fact, or after half an hour. */
    lastSeenAt: integer('last_seen_at'),
    // What the last of these heartbeats said; null until one came.
    page: text('page'),
    bridge: text('bridge'),
    reader: text('reader', { enum: READER_CONDITIONS }),
    printer: text('printer', { enum: PRINTER_CONDITIONS }),
    waiting: integer('waiting'),
    skewSteps: integer('skew_steps'),
    cardLeft: integer('card_left', { mode: 'boolean' }),
  },
  (table) => [
    check('kiosks_state', oneOf('state', STATES)),
    // For who counts them; no heartbeat writes any of these columns.
    index('kiosks_by_chain').on(table.chain, table.state),
    index('kiosks_by_enrolment').on(table.enrolledAt),
  ],
);

/** One-time enrolment codes, as SHA-256 only. */
export const enrolmentCodes = sqliteTable(
  'enrolment_codes',
  {
    hash: text('hash').primaryKey(),
    label: text('label').notNull(),
    ...place(),
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
    reason: text('reason', { enum: ['closed-day', 'maintenance', 'emergency'] })
      .notNull()
      .default('maintenance'),
    /** A sentence for people, in both languages or in none. */
    noteJa: text('note_ja'),
    noteEn: text('note_en'),
  },
  // Nearly every request asks for the closures that are not over.
  (table) => [index('maintenance_by_end').on(table.untilAt)],
);
