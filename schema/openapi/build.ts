import { readFileSync, writeFileSync } from 'node:fs';
import { openApiDocument } from './document.ts';

// `npm run openapi` writes openapi.json; with --check it only fails when the written one is out of date. With --publish it
// writes published.json: what clients have been made of, which compatible.test.ts holds every later one to.
const file = new URL('openapi.json', import.meta.url);
const text = `${JSON.stringify(openApiDocument(), null, 2)}\n`;

/** What says nothing to a program. */
const WORDS = new Set(['description', 'summary', 'example', 'examples', 'tags']);

if (process.argv.includes('--publish')) {
  const { paths } = openApiDocument();
  const bare = JSON.stringify({ paths }, (name, value: unknown) => (WORDS.has(name) ? undefined : value), 1);
  writeFileSync(new URL('published.json', import.meta.url), `${bare}\n`);
} else if (!process.argv.includes('--check')) {
  writeFileSync(file, text);
} else if (readFileSync(file, 'utf8') !== text) {
  process.stderr.write('schema/openapi/openapi.json is out of date: run `npm run openapi` and commit it.\n');
  process.exitCode = 1;
}
