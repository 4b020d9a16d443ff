import { posix } from 'node:path';
import { parseSync, Visitor, type EcmaScriptModule, type NewExpression, type Program } from 'oxc-parser';
import { COMPUTED } from './table.ts';

export interface Import {
  /** A file from the root of the repository, or a package's name (`node:` for all of Node's own). */
  to: string;
  isPackage: boolean;
  /** Gone after compilation. */
  isType: boolean;
}

export interface Source {
  path: string;
  text: string;
}

export const parse = ({ path, text }: Source) => {
  const { program, module, errors } = parseSync(path, text);
  if (errors[0]) throw new SyntaxError(`${path}: ${errors[0].message}`);
  return { program, module };
};

const packageOf = (specifier: string): string => {
  if (specifier.startsWith('node:')) return 'node:';
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
};

/** Every specifier carries its extension, so a path is resolved by joining; `#name/` is the folder `name/`. */
function resolve(from: string, specifier: string): Omit<Import, 'isType'> {
  const [path = ''] = specifier.split('?');
  if (path.startsWith('#')) return { to: posix.normalize(path.slice(1)), isPackage: false };
  if (path.startsWith('.')) return { to: posix.join(posix.dirname(from), path), isPackage: false };
  return { to: path === COMPUTED ? path : packageOf(path), isPackage: true };
}

interface Said {
  specifier: string;
  isType: boolean;
}

const isTypeOnly = (entries: readonly { isType: boolean }[]): boolean =>
  entries.length > 0 && entries.every((entry) => entry.isType);

const declared = ({ staticImports, staticExports }: EcmaScriptModule): Said[] => [
  ...staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    isType: isTypeOnly(entries),
  })),
  ...staticExports.flatMap(({ entries }) =>
    entries
      .filter(({ moduleRequest }) => moduleRequest)
      .map(({ moduleRequest, isType }) => ({ specifier: moduleRequest!.value, isType })),
  ),
];

const textOf = (node: { type: string; value?: unknown }): string | null =>
  node.type === 'Literal' && typeof node.value === 'string' ? node.value : null;

/** The file of `new URL('….ts', import.meta.url)`: how a worker is named. */
const workerFile = ({ callee, arguments: [first] }: NewExpression): string | null => {
  const file = callee.type === 'Identifier' && callee.name === 'URL' && first ? textOf(first) : null;
  return file && /^[.#].*\.[jt]sx?$/.test(file) ? file : null;
};

function inExpressions(program: Program): Said[] {
  const said: Said[] = [];
  new Visitor({
    ImportExpression: ({ source }) => said.push({ specifier: textOf(source) ?? COMPUTED, isType: false }),
    TSImportType: ({ source }) => said.push({ specifier: source.value, isType: true }),
    ExportNamedDeclaration: ({ source, specifiers }) => {
      if (source && specifiers.length === 0) said.push({ specifier: source.value, isType: false });
    },
    NewExpression: (expression) => {
      const file = workerFile(expression);
      if (file) said.push({ specifier: file, isType: false });
    },
  }).visit(program);
  return said;
}

/** What a file imports, in whatever form it is written. */
export function importsOf(source: Source): Import[] {
  const { program, module } = parse(source);
  const needsWalk = /\bimport\s*[(/]|\bexport\s*\{\s*\}|\bnew\s+URL\b/.test(source.text);
  return [...declared(module), ...(needsWalk ? inExpressions(program) : [])].map(({ specifier, isType }) => ({
    ...resolve(source.path, specifier),
    isType,
  }));
}
