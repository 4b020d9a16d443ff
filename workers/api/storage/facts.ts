import { sql, type SQL } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Database } from './database.ts';
import { listOf, rowOf } from './rows.ts';

type Json = SQL<string | null>;

/** The row where `condition` holds, as JSON: one at most. */
export const one = (table: SQLiteTable, condition: SQL): Json =>
  sql`(SELECT ${listOf(table)} FROM ${table} WHERE ${condition} LIMIT 1)`;

/** All rows where `condition` holds, as JSON. */
export const all = (table: SQLiteTable, condition: SQL): Json =>
  sql`(SELECT json_group_array(${listOf(table)}) FROM ${table} WHERE ${condition})`;

/** One statement that answers one row: a fact under each name. */
export function facts<T extends Record<string, Json>>(db: Database, asked: T) {
  const named = Object.fromEntries(Object.entries(asked).map(([name, fact]) => [name, fact.as(name)]));
  return db.select(named as { [K in keyof T]: SQL.Aliased<string | null> }).from(sql`(SELECT 1) AS one`);
}

/** A row as Drizzle would have answered it. */
export const oneOf = <T extends SQLiteTable>(table: T, json: string | null): T['$inferSelect'] | null =>
  json === null ? null : rowOf(table, JSON.parse(json) as unknown[]);

/** Rows as Drizzle would have answered them. */
export const allOf = <T extends SQLiteTable>(table: T, json: string | null): T['$inferSelect'][] =>
  (JSON.parse(json ?? '[]') as unknown[][]).map((values) => rowOf(table, values));
