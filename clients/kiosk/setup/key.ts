import { createDpopKey } from '#clients/sdk/index.ts';
import { readSetup, writeSetup } from '../database.ts';

/** This kiosk's key: made once in this browser profile; its private half cannot be exported. */
export async function kioskKey(): Promise<CryptoKeyPair> {
  const known = await readSetup<CryptoKeyPair>('key');
  if (known) return known;
  const key = await createDpopKey();
  await writeSetup('key', key);
  return key;
}
