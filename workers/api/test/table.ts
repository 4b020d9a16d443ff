import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { PROBLEMS, type ProblemCode } from '#schema/contract/problem.ts';
import { costRows } from './costs/table.ts';
import { withRows } from './made-rows.ts';

// `npm run lab -- api:table` writes which test proves which refusal and transition, and what was measured of the calls' costs,
// into workers/api/README.md; with --check it only fails when a code is proven by no test, or when a table is out of date.

const readme = `${import.meta.dirname}/../README.md`;

/** Transitions of a reservation that have to be proven. */
const TRANSITIONS = [
  'reserved → claimed',
  'reserved → cancelled',
  'reserved → superseded',
  'reserved → expired',
  'claimed → claimed',
  'claimed → reserved',
  'claimed → completed',
  'reserved → completed',
  'cancelled → completed',
  'superseded → completed',
  'expired → completed',
];

/** What follows the first argument of each call of a function of proven.ts, by that argument. */
function provenBy(name: 'refuses' | 'moves'): Map<string, string[]> {
  const call = new RegExp(`\\b${name}\\(\\s*'([^']+)',\\s*(?:'([^']+)'|"([^"]+)")`, 'g');
  const found = new Map<string, string[]>();
  for (const source of sources) {
    for (const [, subject, single, double] of source.matchAll(call))
      found.set(subject!, [...(found.get(subject!) ?? []), (single ?? double)!]);
  }
  return found;
}

const sources = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.edge.test.ts'))
  .sort()
  .map((file) => readFileSync(`${import.meta.dirname}/${file}`, 'utf8'));

const [refusals, moves] = [provenBy('refuses'), provenBy('moves')];
const codes = Object.keys(PROBLEMS) as ProblemCode[];
const unproven = [
  ...codes.filter((code) => !refusals.has(code)),
  ...TRANSITIONS.filter((transition) => !moves.has(transition)),
];
if (unproven.length > 0) throw new Error(`proven by no test: ${unproven.join(', ')}`);

const rows = [
  '| code | status | for whom | refused, among others |',
  '|---|---|---|---|',
  ...codes.map((code) => {
    const { status, actor } = PROBLEMS[code];
    return `| \`${code}\` | ${status} | ${actor} | ${refusals.get(code)!.join('; ')} |`;
  }),
  '',
  '| from → to | when |',
  '|---|---|',
  ...TRANSITIONS.map((transition) => `| ${transition} | ${moves.get(transition)!.join('; ')} |`),
];

const text = readFileSync(readme, 'utf8');
const made = withRows(withRows(text, 'api:costs', costRows()), 'api:table', rows);
if (!process.argv.includes('--check')) writeFileSync(readme, made);
else if (made !== text) {
  process.stderr.write(
    'workers/api/README.md is out of date: run `npm run lab -- api:table` and commit it.\n',
  );
  process.exitCode = 1;
}
