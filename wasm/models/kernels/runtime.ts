import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { assemble } from './assemble.ts';
import { parametersOf, startOfInstructions, unsigned, WasmModule } from './binary.ts';
import { depthwise } from './depthwise.ts';
import { FUSED, type Kernel, type MultiplyAdd } from './kernel.ts';
import { sgemm } from './sgemm.ts';

/** SHA-256 of onnxruntime-web's file. Which functions the kernels stand for is known of this one alone. */
const SOURCE = '3398c10d07d229bd91b364548e130e0e51a8e5704b88c7c083ebbeb78842dee2';
const KERNELS: readonly Kernel[] = [sgemm(1322, false), sgemm(2315, true), depthwise(3546)];

/** ONNX Runtime as the matcher has it. */
export const makeRuntime = (): Promise<Uint8Array> => withKernels(readFileSync(ortFile()));

export const ortFile = (): string =>
  createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm');

/**
 * ONNX Runtime's WebAssembly with the kernels in it; everything else is left as it was.
 * @throws if it is another file than the one whose functions are known.
 */
export async function withKernels(file: Uint8Array, madd: MultiplyAdd = FUSED): Promise<Uint8Array> {
  if (createHash('sha256').update(file).digest('hex') !== SOURCE)
    throw new Error('another ONNX Runtime: find the functions of wasm/models/kernels/runtime.ts in it anew');
  const module = new WasmModule(file);
  const added = new WasmModule(await assemble(KERNELS.flatMap((kernel) => [kernel.fits, kernel.run(madd)])));
  for (const [index, { target }] of KERNELS.entries()) {
    const [fits, run] = [2 * index, 2 * index + 1].map((at) => module.add(added.typeOf(at), added.code[at]!));
    module.code[target] = guarded(module.code[target]!, parametersOf(module.typeOf(target)), fits!, run!);
  }
  return module.encode();
}

/** A function that first asks whether another one fits, and if so answers what that one does. */
function guarded(code: Uint8Array, parameters: number, fits: number, run: number): Uint8Array {
  const start = startOfInstructions(code);
  const all = Buffer.concat(Array.from({ length: parameters }, (_, at) => Uint8Array.of(OP.get, at)));
  const call = (which: number) => Buffer.concat([all, Uint8Array.of(OP.call), unsigned(which)]);
  const guard = [call(fits), Uint8Array.of(OP.if, OP.nothing), call(run), Uint8Array.of(OP.return, OP.end)];
  return Buffer.concat([code.subarray(0, start), ...guard, code.subarray(start)]);
}
const OP = { get: 0x20, call: 0x10, if: 0x04, nothing: 0x40, return: 0x0f, end: 0x0b } as const;
