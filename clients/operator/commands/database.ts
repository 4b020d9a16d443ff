import { setTimeout } from 'node:timers/promises';
import type { D1Database } from '@cloudflare/workers-types';
import type { SQL } from 'drizzle-orm';
import { SQLiteAsyncDialect } from 'drizzle-orm/sqlite-core';
import { Outage } from '../exit.ts';
import { runWrangler } from '../wrangler.ts';

export type Row = Readonly<Record<string, string | number | null>>;

/** The database as verification reads it. The statements of one call stand or fall together. */
export interface OperatorDatabase {
  run(...statements: SQL[]): Promise<Row[][]>;
}

/** A deployed database with the operator's own Cloudflare login, or the one `npm start` keeps: `wrangler d1 execute`. */
export function wranglerDatabase(options: readonly string[]): OperatorDatabase {
  return {
    async run(...statements) {
      const command = statements.map(textOf).join(';\n');
      const args = ['d1', 'execute', 'DB', '--json', '--yes', ...options, '--command', command];
      const results = JSON.parse(await patiently(() => runWrangler(args))) as { results: Row[] }[];
      return results.map(({ results }) => results);
    },
  };
}

/** How often a local database that is being written is asked, and milliseconds in between. */
const TRIES = 5;
const PAUSE = 400;

async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Outage) || tries === TRIES) throw error;
      await setTimeout(PAUSE);
    }
  }
}

/** The database of a local system in this process. */
export function localDatabase(d1: D1Database): OperatorDatabase {
  return {
    async run(...statements) {
      const results = await d1.batch<Row>(statements.map((statement) => d1.prepare(textOf(statement))));
      return results.map(({ results }) => results);
    },
  };
}

const dialect = new SQLiteAsyncDialect();

/** A statement as text, values quoted by Drizzle: `d1 execute` takes no parameters. */
const textOf = (statement: SQL): string => dialect.sqlToQuery(statement.inlineParams()).sql;
