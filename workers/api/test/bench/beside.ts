/** Milliseconds that calls took, by call. */
export class Waits {
  readonly #waits = new Map<string, number[]>();

  note(call: string, ms: number): void {
    const waits = this.#waits.get(call);
    if (waits) waits.push(ms);
    else this.#waits.set(call, [ms]);
  }

  /** The middle one of each call. */
  medians(): [call: string, ms: number][] {
    return [...this.#waits].map(([call, waits]) => [
      call,
      waits.toSorted((a, b) => a - b)[waits.length >> 1]!,
    ]);
  }
}

/**
 * How the calls stand beside the bare one, that being 1: how many of it are done in the time of each, and of all together how
 * many calls for one of its.
 */
export function beside(bare: number, calls: readonly (readonly [string, number])[]): string[] {
  const all = calls.reduce((sum, [, ms]) => sum + ms, 0);
  return [
    ...calls.map(([call, ms]) => `${call}: ${(ms / bare).toFixed(1)} bare calls`),
    `the rate of these ${calls.length} calls beside the bare route's: ${((bare * calls.length) / all).toFixed(3)}`,
  ];
}
