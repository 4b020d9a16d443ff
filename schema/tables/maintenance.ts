import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Planned closures, [from, until) in Unix seconds. */
export const maintenanceWindows = sqliteTable(
  'maintenance_windows',
  {
    id: text('id').primaryKey(),
    fromAt: integer('from_at').notNull(),
    untilAt: integer('until_at').notNull(),
    scope: text('scope', { enum: ['phone', 'kiosk', 'both'] }).notNull(),
  },
  // Nearly every request asks for the closures that are not over.
  (table) => [index('maintenance_by_end').on(table.untilAt)],
);
