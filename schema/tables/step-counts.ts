import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** How often each call ended how, and how fast. Counts alone: no card, no kiosk, no request. */
export const stepCounts = sqliteTable(
  'step_counts',
  {
    /** Unix seconds at which the hour began. */
    hour: integer('hour').notNull(),
    /** Name of the call in the endpoint table. */
    step: text('step').notNull(),
    /** `ok`, or a problem code. */
    outcome: text('outcome').notNull(),
    /** It took less than so many milliseconds; 0: longer than the longest bucket. */
    under: integer('under').notNull(),
    count: integer('count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.hour, table.step, table.outcome, table.under] })],
);
