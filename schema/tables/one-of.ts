import { sql, type SQL } from 'drizzle-orm';

/** A CHECK that a column holds one of these words. They stand in the SQL as they are: no quotes in them. */
export const oneOf = (column: string, words: readonly string[]): SQL =>
  sql.raw(`${column} IN (${words.map((word) => `'${word}'`).join(', ')})`);
