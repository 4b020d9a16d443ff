/** What a call cost the database, by D1's own count. */
export interface Cost {
  /** Round trips: a batch is one. */
  trips: number;
  statements: number;
  read: number;
  /** Rows of tables and of their indexes. */
  written: number;
}

export const NOTHING: Cost = { trips: 0, statements: 0, read: 0, written: 0 };

export const sumOf = (costs: readonly Cost[]): Cost =>
  costs.reduce(
    (sum, one) => ({
      trips: sum.trips + one.trips,
      statements: sum.statements + one.statements,
      read: sum.read + one.read,
      written: sum.written + one.written,
    }),
    NOTHING,
  );

/** A database that counts what it is asked. */
export class Meter {
  readonly d1: D1Database;
  #cost = NOTHING;

  constructor(inner: D1Database) {
    const batch = async (all: Metered[]) => this.#note(await inner.batch(all.map((one) => one.inner)));
    this.d1 = {
      prepare: (sql: string) => new Metered(inner.prepare(sql), (done) => this.#note([done])),
      batch,
    } as unknown as D1Database;
  }

  /** What was asked while `work` ran. */
  async during(work: () => Promise<unknown>): Promise<Cost> {
    this.#cost = NOTHING;
    await work();
    return this.#cost;
  }

  #note<T extends D1Result>(results: T[]): T[] {
    const read = results.reduce((sum, { meta }) => sum + meta.rows_read, 0);
    const written = results.reduce((sum, { meta }) => sum + meta.rows_written, 0);
    this.#cost = sumOf([this.#cost, { trips: 1, statements: results.length, read, written }]);
    return results;
  }
}

class Metered {
  readonly inner: D1PreparedStatement;
  readonly #note: (done: D1Result) => void;

  constructor(inner: D1PreparedStatement, note: (done: D1Result) => void) {
    this.inner = inner;
    this.#note = note;
  }

  bind(...values: unknown[]): Metered {
    return new Metered(this.inner.bind(...values), this.#note);
  }

  async all(): Promise<D1Result> {
    const done = await this.inner.all();
    this.#note(done);
    return done;
  }

  run(): Promise<D1Result> {
    return this.all();
  }

  /** D1's own `raw` tells nothing of what it cost. */
  async raw(): Promise<unknown[][]> {
    return (await this.all()).results.map((row) => Object.values(row as object));
  }
}
