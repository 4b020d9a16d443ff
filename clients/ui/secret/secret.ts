/** What is being typed in secret: one fixed buffer, overwritten when erased. Never a string, never in the DOM. */
export class Secret {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;

  /** @param capacity most characters it takes; further ones are ignored. */
  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  /** The bytes themselves, not a copy: valid until the next call. */
  get view(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Adds one ASCII code; false when full. */
  push(code: number): boolean {
    if (this.#length === this.#bytes.length) return false;
    this.#bytes[this.#length++] = code;
    return true;
  }

  pop(): void {
    if (this.#length > 0) this.#bytes[--this.#length] = 0;
  }

  /** Overwrites everything that was ever typed. */
  wipe(): void {
    this.#bytes.fill(0);
    this.#length = 0;
  }

  /** A copy for the caller, who overwrites it; this one is wiped. */
  take(): Uint8Array<ArrayBuffer> {
    const copy = this.#bytes.slice(0, this.#length);
    this.wipe();
    return copy;
  }
}
