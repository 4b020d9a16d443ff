import { readFile } from 'node:fs/promises';

/** One line of a pair list. Paths are relative to the folder of pictures. */
export interface Pair {
  reference: string;
  probe: string;
  same: boolean;
}

/** Reads a CSV with the columns `reference`, `probe` and `same` (1/0, true/false), in any order. */
export async function readPairs(file: string): Promise<Pair[]> {
  const rows = await readTable(file, ['reference', 'probe', 'same']);
  return rows.map((row, index) => ({
    reference: row['reference']!,
    probe: row['probe']!,
    same: truth(row['same']!, `${file}:${index + 2}`),
  }));
}

/** The rows of a CSV by the names in its first line, in lower case. Throws where one of `needed` or a cell is missing. */
export async function readTable(file: string, needed: readonly string[]): Promise<Record<string, string>[]> {
  const lines = (await readFile(file, 'utf8')).split(/\r?\n/).filter((line) => line.trim() !== '');
  const header = cells(lines[0] ?? '').map((name) => name.toLowerCase());
  const missing = needed.find((name) => !header.includes(name));
  if (missing) throw new Error(`${file}: no column is called "${missing}"`);
  return lines.slice(1).map((line, index) => {
    const row = cells(line);
    if (row.length < header.length)
      throw new Error(`${file}:${index + 2}: ${row.length} of ${header.length} cells`);
    return Object.fromEntries(header.map((name, at) => [name, row[at]!]));
  });
}

const cells = (line: string): string[] =>
  line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));

function truth(cell: string, where: string): boolean {
  if (/^(1|true|yes)$/i.test(cell)) return true;
  if (/^(0|false|no)$/i.test(cell)) return false;
  throw new Error(`${where}: "same" is neither 1 nor 0`);
}

/** A comparison of one reference with one or more pictures that count as frames of one presentation. */
export interface Trial {
  reference: string;
  probes: string[];
  same: boolean;
}

export const singleTrials = (pairs: readonly Pair[]): Trial[] =>
  pairs.map(({ reference, probe, same }) => ({ reference, probes: [probe], same }));

/** As many frames as a presentation may have. */
const MOST_FRAMES = 8;

/**
 * Lines with one reference whose probes show one person become one trial, at most eight pictures each. Whom a probe
 * shows is its file's name without the last number (`p0001_0002.jpg` and `p0001_0003.jpg` show one person).
 */
export function fusedTrials(pairs: readonly Pair[]): Trial[] {
  const groups = new Map<string, Trial>();
  for (const { reference, probe, same } of pairs) {
    const key = `${reference}\n${personOf(probe)}\n${same}`;
    const trial = groups.get(key) ?? { reference, probes: [], same };
    if (trial.probes.length < MOST_FRAMES && !trial.probes.includes(probe)) trial.probes.push(probe);
    groups.set(key, trial);
  }
  return [...groups.values()];
}

export function personOf(path: string): string {
  const name = path
    .split('/')
    .at(-1)!
    .replace(/\.[^.]*$/, '');
  return name.replace(/[_-]\d+$/, '');
}
