/** What a person typed at this visit. */
export type EntryName = 'pin' | 'password' | 'again';

/**
 * The secrets of the visit under way, each in one buffer, from the keypad to the card. A buffer is overwritten as soon as
 * it has been used, when another takes its place, and when the visit ends.
 */
export class Entries {
  readonly #kept = new Map<EntryName, Uint8Array<ArrayBuffer>>();

  /** Takes the buffer over: it is the only copy from here on. */
  keep(name: EntryName, bytes: Uint8Array<ArrayBuffer>): void {
    this.forget(name);
    this.#kept.set(name, bytes);
  }

  /** The bytes themselves. Throws when nothing of that name was typed. */
  view(name: EntryName): Uint8Array<ArrayBuffer> {
    const bytes = this.#kept.get(name);
    if (!bytes) throw new Error(`no ${name} was typed`);
    return bytes;
  }

  forget(...names: EntryName[]): void {
    for (const name of names) {
      this.#kept.get(name)?.fill(0);
      this.#kept.delete(name);
    }
  }

  /** Index of the first character in which the two entries of the password differ; null when they are the same. */
  differsAt(): number | null {
    const [password, again] = [this.view('password'), this.view('again')];
    const length = Math.max(password.length, again.length);
    for (let at = 0; at < length; at++) if (password[at] !== again[at]) return at;
    return null;
  }
}
