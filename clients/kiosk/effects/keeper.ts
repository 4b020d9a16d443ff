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

/** After this the next start makes another key. */
export const forgetKey = async (): Promise<void> =>
  void (await inStore('setup', 'readwrite', (store) => store.delete('key')));

/** What this browser profile was paired with; `keepPairing` comes first. */
export const pairingOfThisMachine = async (): Promise<Pairing | null> =>
  (await readSetup<Pairing>('pairing')) ?? null;

const pairings = (): BroadcastChannel => new BroadcastChannel('kaijo-kiosk-pairing');

/**
 * Takes a pairing out of the address and keeps it in this browser profile, also where this page is not the kiosk because
 * another one is: that one is told.
 */
export async function keepPairing(): Promise<void> {
  const offered = takePairing();
  if (!offered) return;
  await writeSetup('pairing', offered);
  const channel = pairings();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has one origin: this one
  channel.postMessage('paired');
  channel.close();
}

/** Calls back with a pairing that came after the page was opened, in this page's address or in another's. */
export function listenForPairing(pair: (pairing: Pairing) => void): void {
  pairings().addEventListener('message', () => {
    void pairingOfThisMachine().then((pairing) => pairing && pair(pairing));
  });
}
