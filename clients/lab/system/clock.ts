/** The local system's clock: the machine's, moved. Both Workers and the demonstration go by it. Unix seconds. */
export interface LocalClock {
  now(): number;
  /** Jumps to an instant; time goes on from there. */
  moveTo(instant: number): void;
  /** Seconds by which it differs from the machine's clock. */
  readonly offset: number;
}

const machine = () => Math.floor(Date.now() / 1_000);

export function createClock(): LocalClock {
  let offset = 0;
  return {
    now: () => machine() + offset,
    moveTo(instant) {
      offset = instant - machine();
    },
    get offset() {
      return offset;
    },
  };
}
