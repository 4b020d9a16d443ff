import { createConfig, lintFromString, formatProblems, getTotals } from '@redocly/openapi-core';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// An independent reader of the description: Redocly's recommended rules, no error and no warning.
const file = fileURLToPath(new URL('openapi.json', import.meta.url));
const problems = await lintFromString({
  source: readFileSync(file, 'utf8'),
  absoluteRef: file,
  config: await createConfig({ extends: ['recommended'] }),
});
const totals = getTotals(problems);
if (totals.errors + totals.warnings > 0) {
  formatProblems(problems, { format: 'stylish', totals, version: '' });
  process.exitCode = 1;
}
