import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import type { Octets } from '#schema/contract/card.ts';
import type { MemoryStore } from './store/memory-store.ts';
import { MAX_TRIES, REFERENCE_IDS, type CardMemory, type ReferenceId } from './profile.ts';

/** HMAC-SHA-256 under the card's own key: compared in place of a secret, so that no secret is kept. */
export const makeVerifier = async (key: CryptoKey, secret: Octets): Promise<string> =>
  toBase64url(new Uint8Array(await crypto.subtle.sign('HMAC', key, secret)));

export const importVerifierKey = (key: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', fromBase64url(key), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ]);

/** The card's lasting memory. Every change is in the store before it counts. */
export class Memory {
  readonly #store: MemoryStore;
  readonly #key: CryptoKey;
  #now: CardMemory;

  private constructor(store: MemoryStore, key: CryptoKey, now: CardMemory) {
    this.#store = store;
    this.#key = key;
    this.#now = now;
  }

  static async open(store: MemoryStore, verifierKey: string): Promise<Memory> {
    const memory = await store.load();
    if (!REFERENCE_IDS.every((id) => memory.references[id]))
      throw new RangeError('card memory is of another version: have the card made anew');
    return new Memory(store, await importVerifierKey(verifierKey), memory);
  }

  tries(id: ReferenceId): number {
    return this.#now.references[id].tries;
  }

  get reset(): { counter: number; ticketHash: Octets } {
    const { counter, ticketHash } = this.#now.reset;
    return { counter, ticketHash: fromBase64url(ticketHash) };
  }

  /**
   * Compares a secret. The try is spent in the store before comparing: power cut in between must not make it free.
   * True restores the counter.
   */
  async verify(id: ReferenceId, secret: Octets): Promise<boolean> {
    const { verifier, tries } = this.#now.references[id];
    await this.#setReference(id, { verifier, tries: tries - 1 });
    if (!(await crypto.subtle.verify('HMAC', this.#key, fromBase64url(verifier), secret))) return false;
    await this.#setReference(id, { verifier, tries: MAX_TRIES[id] });
    return true;
  }

  async change(id: ReferenceId, secret: Octets): Promise<void> {
    await this.#setReference(id, { verifier: await makeVerifier(this.#key, secret), tries: MAX_TRIES[id] });
  }

  /** One atomic change: new signature password, all its tries, one more reset, the ticket it was for. */
  async commitReset(password: Octets, ticketHash: Uint8Array): Promise<void> {
    const verifier = await makeVerifier(this.#key, password);
    const references = {
      ...this.#now.references,
      signaturePassword: { verifier, tries: MAX_TRIES.signaturePassword },
    };
    const reset = { counter: this.#now.reset.counter + 1, ticketHash: toBase64url(ticketHash) };
    await this.#save({ references, reset });
  }

  #setReference(id: ReferenceId, value: CardMemory['references'][ReferenceId]): Promise<void> {
    return this.#save({ ...this.#now, references: { ...this.#now.references, [id]: value } });
  }

  async #save(next: CardMemory): Promise<void> {
    await this.#store.save(next);
    this.#now = next;
  }
}
