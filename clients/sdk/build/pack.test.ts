import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packSdk } from './pack.ts';

const MODULES = resolve(import.meta.dirname, '../../../node_modules');

describe('the package', () => {
  const house = mkdtempSync(join(tmpdir(), 'kaijo-sdk-'));
  const sdk = join(house, 'node_modules/@kaijo/sdk');
  beforeAll(() => {
    packSdk(sdk);
    for (const name of ['@noble', 'jose', 'valibot'])
      symlinkSync(join(MODULES, name), join(house, 'node_modules', name));
  });
  afterAll(() => rmSync(house, { recursive: true, force: true }));

  it('is loaded by its name, where nothing of this project is', () => {
    const script = `
      const sdk = await import('@kaijo/sdk');
      const { reserve } = await import('@kaijo/sdk/step1');
      const { reset } = await import('@kaijo/sdk/step2');
      const api = sdk.createApi({ origin: 'https://kaijo.example', key: await sdk.createDpopKey(), fetch: async () => new Response('<html>') });
      const failure = await api.call('getService').catch((error) => error);
      console.log(failure instanceof sdk.NetworkFailure, typeof reserve, typeof reset);`;
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: house });
    expect(said.toString().trim()).toBe('true function function');
  });

  it('fits the examples of its README, by its own types', () => {
    const readme = readFileSync(join(sdk, 'README.md'), 'utf8');
    const examples = [...readme.matchAll(/^```ts\n([^]*?)^```/gm)].map(([, code]) => code!);
    expect(examples).toHaveLength(2);
    examples.forEach((code, index) => writeFileSync(join(house, `example${index}.ts`), code));
    const compilerOptions = {
      strict: true,
      noEmit: true,
      module: 'nodenext',
      target: 'es2022',
      lib: ['es2024', 'dom', 'dom.iterable'],
      types: [],
    };
    writeFileSync(join(house, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    writeFileSync(join(house, 'package.json'), JSON.stringify({ type: 'module' }));
    const compiler = join(MODULES, 'typescript/bin/tsc');
    expect(spawnSync(process.execPath, [compiler, '-p', house], { encoding: 'utf8' }).stdout).toBe('');
  });

  it('has nothing of the laboratory and no test', () => {
    const files = readdirSync(sdk, { recursive: true, encoding: 'utf8' });
    expect(files.filter((path) => /(^|\/)(lab|test)\/|\.test\./.test(path))).toEqual([]);
  });
});
