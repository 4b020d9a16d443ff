import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ROOT, treeFiles } from './files.ts';
import { roomOf } from './walls.ts';

// The house in figures: `node .ci/walls/figures.ts`. Catalogues of words count as words whatever their format.
const CODE = /\.[cm]?[jt]sx?$/;
const CATALOGUE = /\.(json|po|ftl|mf2?)$/;
const CRUMB = 20;

interface Measured {
  path: string;
  kind: string;
  lines: number;
}

const kindOf = (path: string): string => roomOf(path)?.kind ?? 'none';
const measure = (path: string): Measured => ({
  path,
  kind: kindOf(path),
  lines: readFileSync(resolve(ROOT, path), 'utf8').split('\n').length - 1,
});

const files = treeFiles()
  .filter((path) => CODE.test(path) || (CATALOGUE.test(path) && kindOf(path) === 'words'))
  .map(measure);
const code = files.filter(({ path }) => CODE.test(path));
const untested = code.filter(({ kind }) => kind !== 'test');

const linesOf = (some: readonly Measured[]): number => some.reduce((sum, { lines }) => sum + lines, 0);
const ofKind = (kind: string): number => linesOf(files.filter((file) => file.kind === kind));
const median = (some: readonly Measured[]): number =>
  some.map(({ lines }) => lines).toSorted((a, b) => a - b)[Math.floor(some.length / 2)] ?? 0;

const inFolder = Map.groupBy(code, ({ path }) => dirname(path));
const sparse = [...inFolder.values()].filter((some) => some.length <= 2).length;

const FIGURES: readonly [string, number][] = [
  ['lines of product: what ships (goal 20000)', ofKind('product')],
  ['lines that make it: models, pages, notices, OpenAPI', ofKind('build')],
  ['lines of words', ofKind('words')],
  ['lines of laboratory', ofKind('lab')],
  ['lines of tests', ofKind('test')],
  ['lines of TypeScript that is not test (goal 32500)', linesOf(untested)],
  ['files of TypeScript', code.length],
  ['median lines of a file that is not test', median(untested)],
  [
    `files that are not test of ${CRUMB} lines or fewer`,
    untested.filter(({ lines }) => lines <= CRUMB).length,
  ],
  ['folders with one or two files', sparse],
];
for (const [name, figure] of FIGURES) process.stdout.write(`${String(figure).padStart(8)}  ${name}\n`);
