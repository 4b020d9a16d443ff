/** Numbers that a seed repeats (mulberry32). For choosing test input; guards nothing. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 to `limit` - 1. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  one<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }

  bytes(length: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from({ length }, () => this.below(256));
  }

  text(length: number, alphabet: string): string {
    return Array.from({ length }, () => this.one(Array.from(alphabet))).join('');
  }
}

/** A choice in proportion to weights. */
export class Weighted<T> {
  readonly #choices: readonly (readonly [weight: number, choice: T])[];
  readonly #total: number;

  constructor(choices: readonly (readonly [weight: number, choice: T])[]) {
    this.#choices = choices;
    this.#total = choices.reduce((sum, [weight]) => sum + weight, 0);
  }

  draw(random: Random): T {
    let left = random.below(this.#total);
    for (const [weight, choice] of this.#choices) {
      if (left < weight) return choice;
      left -= weight;
    }
    throw new RangeError('no choice');
  }
}
