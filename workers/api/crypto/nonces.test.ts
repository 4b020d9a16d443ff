import { describe, expect, it } from 'vitest';
import { NOW } from '#clients/lab/people/cast.ts';
import { deriveRings } from './keys.ts';
import { createNonces, PROOF_LIFE } from './nonces.ts';

const ringOf = async (...letters: string[]) =>
  (await deriveRings(letters.map((letter) => ({ kty: 'oct', kid: letter, k: letter.repeat(43) })))).hmac(
    'dpop-nonce',
  );

describe('nonces', () => {
  it('are alike for a while, and taken for their time whoever made them', async () => {
    const [before, after] = [createNonces(await ringOf('a')), createNonces(await ringOf('b', 'a'))];
    const made = NOW - (NOW % 30);
    const nonce = await before.at(made);
    expect(await before.at(made + 29)).toBe(nonce);
    expect(await before.at(made + 30)).not.toBe(nonce);
    expect(await after.at(made)).not.toBe(nonce);
    for (const nonces of [before, after]) {
      expect(await nonces.expiryOf(nonce, made + PROOF_LIFE - 1)).toBe(made + PROOF_LIFE);
      expect(await nonces.expiryOf(nonce, made + PROOF_LIFE)).toBeNull();
      expect(await nonces.expiryOf(nonce, made - 31)).toBeNull();
    }
    expect(await before.expiryOf(await after.at(made), made)).toBeNull();
  });

  it('are the same again after any number of others', async () => {
    const nonces = createNonces(await ringOf('a'));
    const nonce = await nonces.at(NOW);
    for (let later = 0; later < 60; later++) await nonces.at(NOW + 30 * later);
    expect(await nonces.at(NOW)).toBe(nonce);
    expect(await nonces.expiryOf(nonce, NOW)).not.toBeNull();
  });
});
