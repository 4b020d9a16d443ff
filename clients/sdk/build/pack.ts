import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

// `npm run lab -- sdk:pack` writes dist/sdk, ready for `npm publish`: the SDK with what it needs of this project, as JavaScript and
// declarations.

const ROOT = resolve(import.meta.dirname, '../../..');
const SDK = resolve(import.meta.dirname, '..');
/** What the compiler says of `#schema/…`: it leaves such imports as they are, and the package maps them itself. */
const LEFT_AS_IT_IS = 'TS2877';

/** Writes the package into `folder`. Throws with what the compiler says. */
export function packSdk(folder: string): void {
  mkdirSync(folder, { recursive: true });
  compile(folder);
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
  copyFileSync(join(SDK, 'README.md'), join(folder, 'README.md'));
  copyFileSync(join(ROOT, 'LICENSE'), join(folder, 'LICENSE'));
}

function compile(outDir: string): void {
  const place = mkdtempSync(join(tmpdir(), 'kaijo-pack-'));
  const config = {
    extends: join(ROOT, 'tsconfig.json'),
    compilerOptions: {
      noEmit: false,
      declaration: true,
      rewriteRelativeImportExtensions: true,
      lib: ['es2024', 'dom', 'dom.iterable'],
      rootDir: ROOT,
      outDir,
    },
    files: ['index.ts', 'step1.ts', 'step2.ts'].map((file) => join(SDK, file)),
    include: [],
  };
  try {
    const file = join(place, 'tsconfig.json');
    writeFileSync(file, JSON.stringify(config));
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    const { stdout } = spawnSync(process.execPath, [compiler, '-p', file], { encoding: 'utf8' });
    const said = stdout.split('\n').filter((line) => line !== '' && !line.includes(LEFT_AS_IT_IS));
    if (said.length > 0) throw new Error(said.join('\n'));
  } finally {
    rmSync(place, { recursive: true });
  }
}

const built = (path: string) => ({ types: `${path}.d.ts`, default: `${path}.js` });

function manifest() {
  const { version, license, dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    version: string;
    license: string;
    dependencies: Record<string, string>;
  };
  const needed = ['@noble/ciphers', 'jose', 'valibot'];
  return {
    name: '@kaijo/sdk',
    version,
    license,
    type: 'module',
    sideEffects: false,
    exports: {
      '.': built('./clients/sdk/index'),
      './step1': built('./clients/sdk/step1'),
      './step2': built('./clients/sdk/step2'),
    },
    imports: {
      '#schema/*.ts': built('./schema/*'),
      '#clients/*.ts': built('./clients/*'),
    },
    dependencies: Object.fromEntries(needed.map((name) => [name, dependencies[name]])),
  };
}

if (import.meta.main) packSdk(join(ROOT, 'dist/sdk'));
