import { takePairing, type Pairing } from '#clients/card/pcsc/client.ts';
import { createDpopKey } from '#clients/sdk/index.ts';
import { databaseOf } from '#clients/ui/storage/database.ts';
import type { Evidence, EvidenceStore } from '../outbox/evidence.ts';

/** `evidence` by id; `setup` holds the pairing and the key, by name. */
const inStore = databaseOf('kaijo-kiosk', { evidence: { keyPath: 'id' }, setup: {} });

/** Keeps evidence in this browser profile. */
export const browserEvidence: EvidenceStore = {
  all: () => inStore<Evidence[]>('evidence', 'readonly', (store) => store.getAll()),
  put: async (evidence) => void (await inStore('evidence', 'readwrite', (store) => store.put(evidence))),
  remove: async (id) => void (await inStore('evidence', 'readwrite', (store) => store.delete(id))),
};

/** What was set up on this machine under a name; undefined when nothing was. */
const readSetup = <T>(name: 'key' | 'pairing'): Promise<T | undefined> =>
  inStore<T | undefined>('setup', 'readonly', (store) => store.get(name));

const writeSetup = (name: 'key' | 'pairing', value: unknown): Promise<unknown> =>
  inStore('setup', 'readwrite', (store) => store.put(value, name));

/** This kiosk's key: made once in this browser profile; its private half cannot be exported. */
export async function kioskKey(): Promise<CryptoKeyPair> {
  const known = await readSetup<CryptoKeyPair>('key');
  if (known) return known;
  const key = await createDpopKey();
  await writeSetup('key', key);
  return key;
}

/** The address holds the pairing with the bridge once; from then on this browser profile has it. */
export async function pairingOfThisMachine(): Promise<Pairing | null> {
  const offered = takePairing();
  if (offered) await writeSetup('pairing', offered);
  return offered ?? (await readSetup<Pairing>('pairing')) ?? null;
}
