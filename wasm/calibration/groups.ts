import type { Template } from './population.ts';
import { readTable } from './pairs.ts';

/** Who is counted with whom, and apart from whom. */
export interface Groups {
  /** Names of the groups, such as `origin east-asian`. */
  names: readonly string[];
  /** One name for each person, where two numbers are one. */
  personOf(person: string): string;
  isIn(group: string, person: string): boolean;
}

export const NO_GROUPS: Groups = { names: [], personOf: (person) => person, isIn: () => false };

/** Labels that say nothing of anybody. */
const UNTOLD = new Set(['', 'unknown']);

/**
 * Reads a CSV with the columns `person` and, optionally, `same_as` (another number of the same person). Every other
 * column is a label, and each of its values but `unknown` a group.
 */
export async function readGroups(file: string): Promise<Groups> {
  const rows = await readTable(file, ['person']);
  const labels = Object.keys(rows[0] ?? {}).filter((column) => !['person', 'same_as'].includes(column));
  const same = new Map(rows.flatMap((row) => (row['same_as'] ? [[row['person']!, row['same_as']]] : [])));
  const members = new Map<string, Set<string>>();
  for (const row of rows)
    for (const label of labels) {
      if (UNTOLD.has(row[label]!)) continue;
      const name = `${label} ${row[label]}`;
      members.set(name, (members.get(name) ?? new Set()).add(same.get(row['person']!) ?? row['person']!));
    }
  return {
    names: [...members.keys()].sort(),
    personOf: (person) => same.get(person) ?? person,
    isIn: (group, person) => members.get(group)?.has(person) ?? false,
  };
}

/** The templates of a group's people, each under the person's one name. */
export const within = (templates: readonly Template[], groups: Groups, group: string): Template[] =>
  templates.filter(({ person }) => groups.isIn(group, person));
