/** What a batch costs one D1, in milliseconds: `a`, and `b` for each of its statements. */
export interface Price {
  a: number;
  b: number;
}

/** What a row costs of a statement that walks through thousands, in milliseconds. SQLite took 3 to 9 µs for the cron's. */
const ROW = 0.005;

/** One D1: one thread that does one batch after another, in the order in which they come. Instants are milliseconds. */
export class D1Model {
  readonly #price: Price;
  #freeAt = 0;
  #asked = 0;
  readonly #window: readonly [from: number, to: number];
  #busy = 0;

  /** @param window where `busy` is counted */
  constructor(price: Price, window: readonly [from: number, to: number]) {
    this.#price = price;
    this.#window = window;
  }

  /** A batch that comes at `now`. Answers when it is done; throws where a later one was asked already. */
  ask(now: number, statements: number, rowsInBulk = 0): number {
    if (now < this.#asked) throw new RangeError('a batch came after one of a later moment');
    this.#asked = now;
    const from = Math.max(now, this.#freeAt);
    this.#freeAt = from + this.#price.a + this.#price.b * statements + ROW * rowsInBulk;
    const [opens, closes] = this.#window;
    this.#busy += Math.max(0, Math.min(this.#freeAt, closes) - Math.max(from, opens));
    return this.#freeAt;
  }

  /** Share of the window in which it worked. */
  get busy(): number {
    const [opens, closes] = this.#window;
    return this.#busy / (closes - opens);
  }
}
