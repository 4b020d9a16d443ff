import { assemble } from './assemble.ts';
import type { Kernel, MultiplyAdd } from './kernel.ts';

type Call = (...numbers: number[]) => number;

/** A kernel by itself, on 64 kB of memory: for tests. */
export async function standalone(
  { fits, run }: Kernel,
  madd: MultiplyAdd,
): Promise<{ memory: ArrayBufferLike; fits: Call; run: Call }> {
  const functions = [fits, run(madd)].map((text, at) => text.replace('(func', `(func (export "${at}")`));
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const { instance } = await WebAssembly.instantiate(await assemble(functions), { a: { a: memory } });
  return {
    memory: memory.buffer,
    fits: instance.exports['0'] as Call,
    run: instance.exports['1'] as Call,
  };
}
