import { TABLES } from '../operator.ts';

/** Every row of a database, by table. */
export type Copy = Map<string, Record<string, unknown>[]>;

/** Copies the database as it is now, in one transaction. */
export async function copyOf(database: D1Database): Promise<Copy> {
  const statements = TABLES.map((table) => database.prepare(`SELECT * FROM ${table}`));
  const found = await database.batch<Record<string, unknown>>(statements);
  return new Map(TABLES.map((table, index) => [table, found[index]!.results]));
}

/** Puts a database back to a copy of it, in one transaction, as D1 does. */
export async function putBack(database: D1Database, copy: Copy): Promise<void> {
  const rows = TABLES.flatMap((table) => copy.get(table)!.map((row) => insert(database, table, row)));
  await database.batch([...TABLES.map((table) => database.prepare(`DELETE FROM ${table}`)), ...rows]);
}

function insert(database: D1Database, table: string, row: Record<string, unknown>): D1PreparedStatement {
  const names = Object.keys(row);
  const columns = names.map((name) => `"${name}"`).join(', ');
  const marks = names.map(() => '?').join(', ');
  return database.prepare(`INSERT INTO ${table} (${columns}) VALUES (${marks})`).bind(...Object.values(row));
}
