const say = (text: string) => void process.stdout.write(`${text}\n`);

/** A list of things to be shown, printed as they are, with a count that other programs can read at its end. */
export class Proof {
  readonly #name: string;
  #passed = 0;
  #failed = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** One line of the list. What `work` throws is printed, and the list goes on. */
  async line(title: string, work: () => Promise<void>): Promise<void> {
    const began = performance.now();
    try {
      await work();
      this.#passed += 1;
      say(`  ok      ${title}  (${Math.round(performance.now() - began)} ms)`);
    } catch (error) {
      this.#failed += 1;
      say(`  FAILED  ${title}\n${indented(error)}`);
    }
  }

  /** The list could not be begun. `required`: then that is a failure of its own. */
  skip(why: string, required: boolean): void {
    say(`  not run: ${why}`);
    if (required) this.#failed += 1;
  }

  /** Prints the count; answers the exit code. */
  finish(): number {
    say(`${this.#name}: ${this.#passed} passed, ${this.#failed} failed`);
    return this.#failed === 0 ? 0 : 1;
  }
}

const indented = (error: unknown): string =>
  String(error instanceof Error ? error.message : error)
    .split('\n')
    .map((line) => `            ${line}`)
    .join('\n');
