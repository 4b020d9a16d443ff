import { getTableColumns, sql, type SQL } from 'drizzle-orm';
import { drizzle, type DrizzleD1Database } from 'drizzle-orm/d1';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import * as tables from '#schema/tables/index.ts';
import type { WrittenEvent } from '#schema/contract/audit-chain.ts';
import type { Proof } from '../ports/index.ts';

export type Database = DrizzleD1Database<typeof tables>;

/** Drizzle over one D1 database. Statements that must stand or fall together go through `batch`, which is a transaction. */
export const openDatabase = (d1: D1Database): Database => drizzle(d1, { schema: tables });

/** Spends a proof's `jti`. Run twice it breaks the primary key, and with it the whole batch. */
export function spend(db: Database, proof: Proof) {
  return db.insert(tables.spentProofs).values(spentProof(proof));
}

/** The same, but only if the statement before it in the batch changed exactly one row: a lost race spends nothing. */
export function spendWithChange(db: Database, proof: Proof) {
  return insertIf(db, tables.spentProofs, spentProof(proof), previousChangedOne);
}

const spentProof = ({ jti, expiresAt }: Proof) => ({ id: jti, expiresAt });

/** A row to insert; SQL stands for a value the database works out. */
type RowOf<T extends SQLiteTable> = { [K in keyof T['$inferInsert']]: T['$inferInsert'][K] | SQL };

/** Inserts a row only where `condition` holds at that point of the batch. */
export function insertIf<T extends SQLiteTable>(db: Database, table: T, row: RowOf<T>, condition: SQL) {
  const names = Object.keys(getTableColumns(table)) as (keyof RowOf<T>)[];
  const values = names.map((name) => sql`${row[name] ?? null}`);
  return db.insert(table).select(sql`SELECT ${sql.join(values, sql`, `)} WHERE ${condition}`);
}

/** Appends an audit event, but only if the statement before it in the batch changed exactly one row. */
export function audit(db: Database, event: WrittenEvent) {
  return insertIf(db, tables.auditEvents, event, previousChangedOne);
}

/** True in a statement whose predecessor in the batch changed exactly one row. */
export const previousChangedOne: SQL = sql`changes() = 1`;

/** What a batch answers; `replayed` when a `jti` in it was spent before, and so nothing was written. */
export const orReplayed = <T>(batch: Promise<T>): Promise<T | 'replayed'> =>
  batch.catch((error: unknown) => {
    // Drizzle wraps D1's error as `cause`.
    for (let e = error; e instanceof Error; e = e.cause)
      if (e.message.includes('UNIQUE constraint failed: spent_proofs')) return 'replayed';
    throw error;
  });
