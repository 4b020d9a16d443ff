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

const DAY = 86_400;
/** Japan is nine hours ahead of UTC all year. */
const JAPAN = 9 * 3_600;

/** The instant (Unix seconds) of a time of day in Japan, `days` after the day that `now` falls on there. */
export function inJapan(now: number, days: number, time: `${number}:${number}`): number {
  const midnight = Math.floor((now + JAPAN) / DAY) * DAY - JAPAN;
  const [hours, minutes] = time.split(':').map(Number) as [number, number];
  return midnight + days * DAY + hours * 3_600 + minutes * 60;
}

/** An instant as a clock in Japan shows it. */
export const japanTime = (instant: number): string =>
  new Date((instant + JAPAN) * 1_000).toISOString().slice(5, 16).replace('T', ' ');
