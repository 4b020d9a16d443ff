import { readFileSync, writeFileSync } from 'node:fs';
import { openApiDocument } from './document.ts';

// `npm run openapi` writes openapi.json; with --check it only fails when the written one is out of date.
const file = new URL('openapi.json', import.meta.url);
const text = `${JSON.stringify(openApiDocument(), null, 2)}\n`;

if (!process.argv.includes('--check')) {
  writeFileSync(file, text);
} else if (readFileSync(file, 'utf8') !== text) {
  process.stderr.write('schema/openapi/openapi.json is out of date: run `npm run openapi` and commit it.\n');
  process.exitCode = 1;
}
