import type { Clock } from '../ports.ts';

interface Sources {
  /** Milliseconds since 1970, as the machine believes. Asked once. */
  wall(): number;
  /** Milliseconds that only ever grow, and evenly. */
  steady(): number;
}

/**
 * The kiosk's clock. It begins with the machine's and goes on evenly, whoever sets the machine's meanwhile: how long
 * somebody was away, and when a lease ends, is not for a clock that jumps to say.
 */
export function steadyClock({ wall, steady }: Sources): Pick<Clock, 'now'> {
  const zero = wall() - steady();
  return { now: () => (zero + steady()) / 1_000 };
}

export const browserClock = (): Clock => ({
  ...steadyClock({ wall: Date.now, steady: () => performance.now() }),
  chance: Math.random,
});
