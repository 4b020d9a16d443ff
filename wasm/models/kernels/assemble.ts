import { createRequire } from 'node:module';
import { join } from 'node:path';
import { packageFolder } from '../packages.ts';

/** The assembler, as its package has it. */
interface Wabt {
  parseWat(
    name: string,
    text: string,
    features: object,
  ): { toBinary(options: object): { buffer: Uint8Array } };
}
const FEATURES = { simd: true, relaxed_simd: true, threads: true };

/** A module of these functions, in WAT, that work on an imported memory `a.a`, as ONNX Runtime does. */
export async function assemble(functions: readonly string[]): Promise<Uint8Array<ArrayBuffer>> {
  const open = createRequire(import.meta.url)(join(packageFolder('wabt'), 'index.js')) as () => Promise<Wabt>;
  const text = `(module (import "a" "a" (memory 1 65536 shared)) ${functions.join('\n')})`;
  return new Uint8Array((await open()).parseWat('kernels.wat', text, FEATURES).toBinary({}).buffer);
}
