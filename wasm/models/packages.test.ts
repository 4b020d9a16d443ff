import { afterEach, describe, expect, it, vi } from 'vitest';
import { packageFolder, requireIntegrity } from './packages.ts';

vi.mock('./packages.json', () => ({
  default: { nobody: { version: '1.0.0', integrity: 'sha512-', files: ['model.onnx'] } },
}));
afterEach(() => vi.unstubAllEnvs());

describe('a package that is only files here', () => {
  it('is taken only if its tarball is the one that was named', () => {
    const empty =
      'sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==';
    requireIntegrity('p@1', new Uint8Array(0), empty);
    expect(() => requireIntegrity('p@1', Uint8Array.of(1), empty)).toThrow('p@1 is not the tarball');
  });

  it('is named where it cannot be had', () => {
    vi.stubEnv('PATH', '');
    expect(() => packageFolder('nobody')).toThrow(/^nobody@1.0.0 could not be fetched from the npm registry/);
  });
});
