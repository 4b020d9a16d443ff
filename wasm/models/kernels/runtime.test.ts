import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeRuntime, ortFile, withKernels } from './runtime.ts';
import known from './runtime.json' with { type: 'json' };

describe('ONNX Runtime with kernels', () => {
  it('comes out of its package as is written down, and is a module', async () => {
    const file = await makeRuntime();
    expect({ bytes: file.length, sha256: createHash('sha256').update(file).digest('hex') }).toEqual(known);
    expect(WebAssembly.validate(new Uint8Array(file))).toBe(true);
  });

  it('is made of the one file whose functions are known', async () => {
    const file = Uint8Array.from(readFileSync(ortFile()));
    file[file.length - 1]! ^= 1;
    await expect(withKernels(file)).rejects.toThrow('another ONNX Runtime');
  });
});
