import { describe, expect, it } from 'vitest';
import { requireIntegrity } from './packages.ts';

describe('a package that is only files here', () => {
  it('is taken only if its tarball is the one that was named', () => {
    const empty =
      'sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==';
    requireIntegrity('p@1', new Uint8Array(0), empty);
    expect(() => requireIntegrity('p@1', Uint8Array.of(1), empty)).toThrow('p@1 is not the tarball');
  });
});
