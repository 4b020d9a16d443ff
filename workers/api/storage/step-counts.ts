import { gte, sql } from 'drizzle-orm';
import { stepCounts } from '#schema/tables/index.ts';
import type { StepCountStore } from '../ports/index.ts';
import type { Database } from './database.ts';

const COLUMNS = ['hour', 'step', 'outcome', 'under', 'count'].map(
  (name) => sql`mark.value ->> ${sql.raw(`'${name}'`)}`,
);

/** Counts of steps in D1. */
export function stepCountStore(db: Database): StepCountStore {
  return {
    since: (hour) => db.select().from(stepCounts).where(gte(stepCounts.hour, hour)),
    async add(counts) {
      // One statement for all of them; `WHERE true` keeps ON CONFLICT from being read as a join's ON.
      await db
        .insert(stepCounts)
        .select(
          sql`SELECT ${sql.join(COLUMNS, sql`, `)} FROM json_each(${JSON.stringify(counts)}) AS mark WHERE true`,
        )
        .onConflictDoUpdate({
          target: [stepCounts.hour, stepCounts.step, stepCounts.outcome, stepCounts.under],
          set: { count: sql`${sql.identifier('step_counts')}.count + excluded.count` },
        });
    },
  };
}
