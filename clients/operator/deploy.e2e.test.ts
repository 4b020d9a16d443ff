import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT } from './wrangler.ts';
import { fillIn } from './doctor/test/filled-in.ts';
import { runKaijo } from './test/run-kaijo.ts';

/** The project as an operator has filled it in; pages are a stand-in for those that a build makes. */
const root = `${mkdtempSync(`${tmpdir()}/kaijo-filled-in-`)}/`;
beforeAll(() => {
  for (const folder of ['clients/operator', 'clients/card', 'schema', 'wasm', 'workers'])
    cpSync(ROOT + folder, root + folder, { recursive: true });
  for (const file of ['package.json', 'tsconfig.json', 'wrangler.toml']) cpSync(ROOT + file, root + file);
  symlinkSync(`${ROOT}node_modules`, `${root}node_modules`);
  for (const pages of ['dist', 'workers/console/dist']) {
    mkdirSync(root + pages, { recursive: true });
    for (const file of ['index.html', 'licences.txt']) writeFileSync(`${root}${pages}/${file}`, '');
  }
  fillIn(root);
});
afterAll(() => rmSync(root, { recursive: true }));

it('what is filled in passes doctor, and a deployment that is only rehearsed', async () => {
  const words = ['deploy', '--env', 'production', '--dry-run', '--rights', 'agreement of 1 December'];
  const ran = await runKaijo(words, { root });
  expect(ran.err).toBe('');
  expect([ran.status, ran.out.match(/^(kaijo-)?\w+(-\w+)? → production$/gm)]).toEqual([
    0,
    ['matcher', 'api', 'console', 'migrations'].map((name) => `${name} → production`),
  ]);
  expect(readFileSync(`${root}.kaijo/deploy/production/api/licences.txt`, 'utf8')).toBe('');
});
