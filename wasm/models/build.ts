import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Manifest } from '../manifest.ts';
import { makeRuntime } from './kernels/runtime.ts';
import { makeModel } from './recipes.ts';

/*
 * `npm run models`: builds the files that are missing or differ from what is written down, and fails if what comes out is not
 * that. `-- --write-manifest` records the digests of what was built (after a deliberate change).
 */
const MANIFEST = fileURLToPath(new URL('../manifest.json', import.meta.url));
const RUNTIME = fileURLToPath(new URL('kernels/runtime.json', import.meta.url));
const BUILT = fileURLToPath(new URL('built/', import.meta.url));

async function main(): Promise<void> {
  const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8')) as Manifest;
  const record = process.argv.includes('--write-manifest');
  mkdirSync(BUILT, { recursive: true });
  const runtime = JSON.parse(readFileSync(RUNTIME, 'utf8')) as Known;
  const wrong: string[] = [];
  for (const [name, model] of Object.entries(manifest.models))
    if (!(await present(`${name}.onnx`, model, record, () => makeModel(name, model)))) wrong.push(name);
  if (!(await present('ort.wasm', runtime, record, makeRuntime))) wrong.push('ort.wasm');
  if (record) {
    writeFileSync(MANIFEST, `${JSON.stringify(manifest, null, 2)}\n`);
    writeFileSync(RUNTIME, `${JSON.stringify(runtime, null, 2)}\n`);
  }
  if (wrong.length > 0)
    throw new Error(
      `built files differ from wasm/manifest.json or kernels/runtime.json: ${wrong.join(', ')}`,
    );
}

interface Known {
  bytes: number;
  sha256: string;
}

/** Makes sure that one file is there. Answers whether it is the one that is known; when recording, makes it that. */
async function present(
  name: string,
  known: Known,
  record: boolean,
  make: () => Uint8Array | Promise<Uint8Array>,
): Promise<boolean> {
  const path = `${BUILT}${name}`;
  if (!record && existsSync(path) && digestOf(readFileSync(path)) === known.sha256) return true;
  const file = await make();
  const built = { bytes: file.length, sha256: digestOf(file) };
  if (record) Object.assign(known, built);
  if (built.sha256 !== known.sha256) return false;
  writeFileSync(path, file);
  process.stderr.write(`built ${name} ${built.bytes} bytes sha256 ${built.sha256}\n`);
  return true;
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
