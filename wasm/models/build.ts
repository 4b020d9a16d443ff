import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Manifest } from '../manifest.ts';
import { makeModel } from './recipes.ts';

/*
 * `npm run models`: builds the model files that are missing or differ from the manifest, and fails if what comes out
 * is not what the manifest names. `-- --write-manifest` records the digests of what was built (after a deliberate change).
 */
const MANIFEST = fileURLToPath(new URL('../manifest.json', import.meta.url));
const BUILT = fileURLToPath(new URL('built/', import.meta.url));

function main(): void {
  const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8')) as Manifest;
  const record = process.argv.includes('--write-manifest');
  mkdirSync(BUILT, { recursive: true });
  const wrong = Object.keys(manifest.models).filter((name) => !present(name, manifest, record));
  if (record) writeFileSync(MANIFEST, `${JSON.stringify(manifest, null, 2)}\n`);
  if (wrong.length > 0) throw new Error(`built models differ from wasm/manifest.json: ${wrong.join(', ')}`);
}

/** Makes sure that one model file is there. Answers whether it is the one the manifest names. */
function present(name: string, manifest: Manifest, record: boolean): boolean {
  const model = manifest.models[name]!;
  const path = `${BUILT}${name}.onnx`;
  if (!record && existsSync(path) && digestOf(readFileSync(path)) === model.sha256) return true;
  const file = makeModel(name, model);
  const built = { bytes: file.length, sha256: digestOf(file) };
  if (record) Object.assign(model, built);
  if (built.sha256 !== model.sha256) return false;
  writeFileSync(path, file);
  process.stderr.write(`built ${name}.onnx ${built.bytes} bytes sha256 ${built.sha256}\n`);
  return true;
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

try {
  main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
