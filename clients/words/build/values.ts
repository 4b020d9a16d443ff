import { readFileSync, writeFileSync } from 'node:fs';
import type { CompiledMessage } from 'icu-minify/format';
import { LANGUAGES, OPERATORS_LANGUAGES } from '../languages.ts';
import type { Catalogue } from '../words.ts';
import { compileMessages, readMessages, valuesOf, type CatalogueName } from './catalogues.ts';

// Writes values.generated.ts: which entries take which values. With --check it only fails when that is out of date.

type Counted = (path: string, name: string) => boolean;

/** The lines of an interface with every entry of a catalogue that takes values. */
function linesOf(catalogue: Catalogue, counted: Counted, path: string, indent: string): string[] {
  return Object.entries(catalogue).flatMap(([key, entry]) => {
    const own = `${path}.${key}`;
    const name = /^\w+$/.test(key) ? key : `'${key}'`;
    if (typeof entry === 'string') return [];
    if (Array.isArray(entry)) {
      const takes = [...valuesOf(entry).keys()].map(
        (value) => `${value}: ${counted(own, value) ? 'number' : 'Value'}`,
      );
      return [`${indent}${name}(values: { ${takes.join('; ')} }): string;`];
    }
    const inner = linesOf(entry as Catalogue, counted, own, `${indent}  `);
    return inner.length > 0 ? [`${indent}${name}: {`, ...inner, `${indent}};`] : [];
  });
}

function entryAt(catalogue: Catalogue, path: string): CompiledMessage {
  const keys = path.split('.').slice(1);
  return keys.reduce<unknown>((table, key) => (table as Catalogue)[key], catalogue) as CompiledMessage;
}

function interfaceOf(name: CatalogueName): string[] {
  const languages = name === 'console' ? OPERATORS_LANGUAGES : LANGUAGES;
  const all = languages.map((language) => compileMessages(readMessages(name, language)));
  const counted: Counted = (path, value) =>
    all.some((catalogue) => valuesOf(entryAt(catalogue, path)).get(value) === true);
  const title = `${name[0]!.toUpperCase()}${name.slice(1)}Values`;
  return ['', `export interface ${title} {`, ...linesOf(all[0]!, counted, '', '  '), '}'];
}

const file = new URL('../values.generated.ts', import.meta.url);
const text = [
  '// Written by `node clients/words/build/values.ts` from the catalogues.',
  'type Value = string | number;',
  ...(['shared', 'phone', 'kiosk', 'console'] as const).flatMap(interfaceOf),
  '',
].join('\n');

if (!process.argv.includes('--check')) {
  writeFileSync(file, text);
} else if (readFileSync(file, 'utf8') !== text) {
  process.stderr.write(
    'values.generated.ts is out of date: run `node clients/words/build/values.ts` and commit it.\n',
  );
  process.exitCode = 1;
}
