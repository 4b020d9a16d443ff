import type { SegmentSource } from '../commands/audit-segments.ts';
import type { OperatorDatabase } from '../commands/database.ts';
import type { Options } from '../arguments.ts';
import type { OperatorService } from '../service.ts';

/** What a command is given, and where it says what it found. */
export interface Given {
  options: Options;
  operator(): Promise<OperatorService>;
  database(): OperatorDatabase;
  /** The trail outside the database. */
  segments(): SegmentSource;
  /** A line to standard output. */
  say(text: string): void;
  /** A line for a person, beside what is piped. */
  aside(text: string): void;
  /** Does a person sit before it? Asks, and answers whether it was agreed to. */
  agree(question: string): Promise<boolean>;
  /** Text of a file, or of standard input. */
  read(file: string): Promise<string>;
}

export type Command = (given: Given, ...args: string[]) => Promise<void>;

/** Rows as JSON lines, or as columns that are as wide as they have to be. */
export function sayRows(given: Given, rows: readonly Readonly<Record<string, unknown>>[]): void {
  if (given.options.json) for (const row of rows) given.say(JSON.stringify(row));
  else for (const line of columns(rows)) given.say(line);
}

function columns(rows: readonly Readonly<Record<string, unknown>>[]): string[] {
  const [first] = rows;
  if (!first) return ['none'];
  const names = Object.keys(first);
  const cells = [names, ...rows.map((row) => names.map((name) => String(row[name] ?? '')))];
  const widths = names.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  return cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}
