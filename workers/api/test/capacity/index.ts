import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { withRows } from '../made-rows.ts';
import { capacityRows, PRICES } from './figures.ts';
import { sensitivityPlot } from './plot.ts';

// `npm run lab -- capacity`: how much one D1 bears, simulated with the measured costs, written into workers/README.md. With --check
// it only looks whether costs or model are others than those of the figures there.

const COMMAND = 'capacity';
const workers = resolve(import.meta.dirname, '../../..');
const readme = `${workers}/README.md`;
const sources = [
  '../costs/measured.generated.json',
  '../../services/seal-audit.ts',
  '../../services/purge.ts',
  ...readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .sort(),
];

/** Known again by what they were made of: to simulate them anew takes seconds. */
function mark(): string {
  const digest = createHash('sha256');
  for (const source of sources) digest.update(readFileSync(resolve(import.meta.dirname, source)));
  return `<!-- of costs and model ${digest.digest('hex').slice(0, 16)} -->`;
}

const text = readFileSync(readme, 'utf8');
if (process.argv.includes('--check')) {
  if (!text.includes(mark())) {
    process.stderr.write('workers/README.md is out of date: run `npm run lab -- capacity` and commit it.\n');
    process.exitCode = 1;
  }
} else {
  const rows = capacityRows();
  writeFileSync(readme, withRows(text, COMMAND, [mark(), '', ...rows]));
  writeFileSync(`${workers}/capacity.svg`, sensitivityPlot(PRICES));
  process.stdout.write(`${rows.join('\n')}\n`);
}
