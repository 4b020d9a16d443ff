/** Japan is nine hours ahead of UTC all year. */
const JAPAN = 9 * 3_600;

const clock = (seconds: number): string => new Date(seconds * 1_000).toISOString().slice(0, 16);

/** An instant (Unix seconds) as a clock in Japan shows it, and as UTC. */
export const instantInWords = (instant: number): string =>
  `${clock(instant + JAPAN).replace('T', ' ')} in Japan (${clock(instant)}Z)`;
