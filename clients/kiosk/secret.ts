/**
 * What a person types and nobody may keep: ASCII bytes in one buffer that is overwritten after use. It never becomes a
 * string as a whole; a screen that shows it asks for one character at a time.
 */
export class Secret {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;

  /** `capacity` is the most characters it takes. */
  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  get full(): boolean {
    return this.#length === this.#bytes.length;
  }

  /** Adds one ASCII character; ignored when full. Throws `RangeError` for anything else. */
  push(character: string): void {
    const code = character.charCodeAt(0);
    if (character.length !== 1 || code > 0x7f) throw new RangeError('not one ASCII character');
    if (!this.full) this.#bytes[this.#length++] = code;
  }

  /** Takes the last character away. */
  erase(): void {
    if (this.#length > 0) this.#bytes[--this.#length] = 0;
  }

  /** Overwrites everything. */
  clear(): void {
    this.#bytes.fill(0);
    this.#length = 0;
  }

  /** The bytes typed so far: a view, not a copy, so that `clear` reaches it. */
  view(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Index of the first character in which two secrets differ; null when they are the same. */
  differsAt(other: Secret): number | null {
    const [a, b] = [this.view(), other.view()];
    for (let at = 0; at < Math.max(a.length, b.length); at++) if (a[at] !== b[at]) return at;
    return null;
  }
}

/** Everything secret that a visit holds. There is one of these in the page. */
export interface Secrets {
  pin: Secret;
  password: Secret;
  again: Secret;
}

export const newSecrets = (): Secrets => ({
  pin: new Secret(4),
  password: new Secret(16),
  again: new Secret(16),
});

export function forgetAll(secrets: Secrets): void {
  for (const secret of Object.values(secrets)) secret.clear();
}
