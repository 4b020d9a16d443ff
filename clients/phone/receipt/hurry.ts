import type { Window } from '#schema/contract/primitives.ts';

/** Seconds of kiosk time up to which nobody plans another day for it. */
const SHORT = 30 * 60;

/** Seconds that are left in which a kiosk is open and takes the reservation. `now` is Unix seconds. */
export const usableLeft = (windows: readonly Window[], now: number): number =>
  windows.reduce((sum, { from, until }) => sum + Math.max(0, until - Math.max(from, now)), 0);

/** Is a kiosk open now, and hardly any time left after that? Then a person goes, or stands there already. */
export const isHurry = (windows: readonly Window[], now: number): boolean =>
  windows.some(({ from, until }) => from <= now && now < until) && usableLeft(windows, now) <= SHORT;
