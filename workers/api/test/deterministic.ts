import { vi } from 'vitest';
import type { P256Jwk } from '#clients/lab/card/profile.ts';
import { toBase64url } from '#schema/contract/bytes.ts';

/** Signatures by message: the same message gets the same one, as with deterministic ECDSA (RFC 6979). */
export type Signatures = Map<string, ArrayBuffer>;

/**
 * Takes the chance out of everything in this isolate until `leaveToChance`: time stands still, random bytes come from a seed, fresh
 * P-256 keys from a list, and ECDSA signatures from memory where the same message was signed before.
 */
export function takeChanceOut(seed: number, keys: readonly P256Jwk[], signatures: Signatures): void {
  vi.useFakeTimers({ toFake: ['Date', 'performance'], now: 1_800_000_000_000 });
  const next = bytesFrom(seed);
  const left = keys.values();
  const { importKey, sign } = crypto.subtle;
  vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
    const { buffer, byteOffset, byteLength } = array as unknown as Uint8Array;
    new Uint8Array(buffer, byteOffset, byteLength).forEach((_, index, view) => (view[index] = next()));
    return array;
  });
  vi.spyOn(crypto, 'randomUUID').mockImplementation(() => uuidOf(next));
  vi.spyOn(crypto.subtle, 'generateKey').mockImplementation((async (
    algorithm: { name: string; namedCurve: string },
    extractable: boolean,
    uses: KeyUsages,
  ) => {
    const { value: jwk, done } = left.next();
    if (done) throw new Error('more keys were wanted than are at hand');
    const { d: _, ...publicJwk } = jwk;
    const signing = algorithm.name === 'ECDSA';
    const imported = (half: JsonWebKey, able: boolean, may: string[]) =>
      (importKey as (...args: unknown[]) => Promise<CryptoKey>).call(
        crypto.subtle,
        'jwk',
        half,
        algorithm,
        able,
        may,
      );
    return {
      privateKey: await imported(
        jwk,
        extractable,
        uses.filter((use) => use !== 'verify'),
      ),
      publicKey: await imported(publicJwk, true, signing ? ['verify'] : []),
    };
  }) as never);
  vi.spyOn(crypto.subtle, 'sign').mockImplementation((async (
    algorithm: string | { name: string },
    key: CryptoKey,
    message: Uint8Array<ArrayBuffer>,
  ) => {
    const fresh = () => sign.call(crypto.subtle, algorithm as never, key, message);
    if (key.algorithm.name !== 'ECDSA') return fresh();
    const name = toBase64url(new Uint8Array(message));
    const known = signatures.get(name) ?? (await fresh());
    signatures.set(name, known);
    return known;
  }) as never);
}

type KeyUsages = string[];

export function leaveToChance(): void {
  vi.restoreAllMocks();
  vi.useRealTimers();
}

/** A small generator of bytes (xorshift32). */
function bytesFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 16) & 0xff;
  };
}

function uuidOf(next: () => number): `${string}-${string}-${string}-${string}-${string}` {
  const hex = Array.from({ length: 16 }, next)
    .map((byte, index) => (index === 6 ? 0x40 | (byte & 0x0f) : index === 8 ? 0x80 | (byte & 0x3f) : byte))
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5') as ReturnType<typeof uuidOf>;
}
