import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSource, ROOT, treeFiles } from './files.ts';
import { importsOf } from './graph.ts';

const PROOF = /(^|\/)(lab|test)\//;
const TEST = /\.test\.tsx?$/;
const run = promisify(execFile);

/** The tree without both laboratories, the tests' own folders, and the tests that need either. */
const withoutProof = (): string[] =>
  treeFiles().filter(
    (path) =>
      !PROOF.test(path) &&
      !(
        TEST.test(path) &&
        importsOf(readSource(path)).some(({ to, isPackage }) => !isPackage && PROOF.test(to))
      ),
  );

describe('the product without its laboratory', () => {
  const house = mkdtempSync(join(tmpdir(), 'kaijo-house-'));
  /** Runs a program of an installed package in the house. Rejects with what it printed. */
  const tool = async (script: string, ...args: string[]): Promise<string> => {
    const env = { ...process.env, WRANGLER_SEND_METRICS: 'false', NO_COLOR: '1' };
    try {
      const program = join('node_modules', script);
      return (await run(process.execPath, [program, ...args], { cwd: house, env, maxBuffer: 2 ** 26 }))
        .stdout;
    } catch (error) {
      const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
      throw new Error(`${script} ${args.join(' ')}\n${stdout}${stderr}`, { cause: error });
    }
  };

  beforeAll(() => {
    for (const path of [...withoutProof(), 'wasm/models/built'])
      cpSync(join(ROOT, path), join(house, path), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(house, 'node_modules'));
  });
  afterAll(() => rmSync(house, { recursive: true, force: true }));

  it('is a copy that has none', () => {
    const gone = ['wasm/lab', 'clients/lab', 'workers/api/test', 'clients/kiosk/test'];
    expect(gone.filter((path) => existsSync(join(house, path)))).toEqual([]);
    expect(existsSync(join(house, 'clients/kiosk/state.ts'))).toBe(true);
  });
  it.each(['schema', 'workers', 'wasm', 'clients'])('type-checks: %s', async (project) => {
    expect(await tool('typescript/bin/tsc', '-p', project)).toBe('');
  });
  it('builds the pages', async () => {
    for (const config of ['clients/vite.config.ts', 'clients/console/vite.config.ts'])
      await tool('vite/bin/vite.js', 'build', '--config', config, '--logLevel', 'error');
    expect(existsSync(join(house, 'workers/console/dist/index.html'))).toBe(true);
    expect(existsSync(join(house, 'dist/index.html'))).toBe(true);
    expect(existsSync(join(house, 'dist/kiosk/index.html'))).toBe(true);
  });
  it.each([
    ['api', 'wrangler.toml'],
    ['matcher', 'workers/matcher/wrangler.toml'],
    ['console', 'workers/console/wrangler.toml'],
  ])('bundles the Worker: %s', async (name, config) => {
    const out = join('made', name);
    await tool(
      'wrangler/bin/wrangler.js',
      'deploy',
      '--config',
      config,
      '--dry-run',
      '--outdir',
      join(house, out),
    );
    expect(existsSync(join(house, out, 'index.js'))).toBe(true);
  });
});
