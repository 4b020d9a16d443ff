import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { codeFiles, readSource, ROOT, treeFiles } from './files.ts';
import { corrected, readmeFault } from './readmes.ts';
import { faultsOf } from './walls.ts';

// `npm run check`: every import of every file, and what the READMEs say of imports, against the table.
// With `--write` the READMEs are corrected instead.
const files = codeFiles();
const readmes = treeFiles()
  .filter((path) => path.endsWith('README.md'))
  .map(readSource);
const outdated = readmes.filter((readme) => corrected(readme) !== readme.text);

const faults = [...files.flatMap(faultsOf), ...readmes.map(readmeFault)].filter((fault) => fault !== null);
if (process.argv.includes('--write'))
  for (const readme of outdated) writeFileSync(resolve(ROOT, readme.path), corrected(readme));
else
  for (const { path } of outdated)
    faults.push(`${path} says something else than the table: node .ci/walls/check.ts --write`);

for (const fault of faults) process.stderr.write(`${fault}\n`);
process.stdout.write(`walls: ${files.length} files, ${faults.length} faults\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
