import { getTableColumns, sql, type SQL } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';

// One statement answers rows of several tables, each as one JSON array: a join's columns of the same name would be lost
// in a batch, where D1 answers objects. An array, for a function takes 32 arguments at most.

type Columns = readonly string[];

/** Columns of a row, as a JSON array: as text, for Drizzle looks at each part of a statement whenever it is asked. */
export const listOf = (table: SQLiteTable, columns: Columns = Object.keys(getTableColumns(table))): SQL =>
  sql.raw(`json_array(${columns.map((name) => `"${getTableColumns(table)[name]!.name}"`).join(', ')})`);

/** The row that such an array stands for. */
export function rowOf<T extends SQLiteTable>(
  table: T,
  values: readonly unknown[],
  names: Columns = Object.keys(getTableColumns(table)),
): T['$inferSelect'] {
  const columns = getTableColumns(table);
  const read = names.map((name, index) => {
    const value = values[index] ?? null;
    return [name, value === null ? null : columns[name]!.mapFromDriverValue(value)];
  });
  return Object.fromEntries(read) as T['$inferSelect'];
}
