import { readdirSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { D1Database } from '@cloudflare/workers-types';
import { localDatabase, type OperatorDatabase, type Row } from '../database.ts';

const MIGRATIONS = new URL('../../../../schema/migrations/', import.meta.url);

export interface TestDatabase {
  database: OperatorDatabase;
  sqlite: DatabaseSync;
  /** One statement, as somebody with the database in hand would run it. */
  run(statement: string): Row[];
}

/** An empty SQLite database with every migration applied, in memory. */
export function testDatabase(): TestDatabase {
  const sqlite = new DatabaseSync(':memory:');
  for (const file of readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith('.sql'))
    .sort())
    sqlite.exec(readFileSync(new URL(file, MIGRATIONS), 'utf8'));
  const run = (statement: string) => sqlite.prepare(statement).all() as Row[];
  // Of D1 the operator's commands use no more than this.
  const d1 = {
    prepare: (statement: string) => statement,
    batch: async (statements: string[]) => statements.map((statement) => ({ results: run(statement) })),
  };
  return { database: localDatabase(d1 as unknown as D1Database), sqlite, run };
}
