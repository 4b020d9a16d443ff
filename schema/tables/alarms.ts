import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Crossed thresholds that the receiver of alarms was told of, and not yet that they are well again. */
export const alarms = sqliteTable('alarms', {
  name: text('name', { enum: ['claim-slow', 'step2-faults', 'matcher-away'] }).primaryKey(),
  /** Unix seconds. */
  toldAt: integer('told_at').notNull(),
});
