import type { Window } from '#schema/contract/primitives.ts';
import { byDay, reminderIn } from './calendar.ts';

/** When a person is reminded, and of what: a kiosk can be used from now on, or not much longer. Unix seconds. */
export interface Moment {
  of: 'open' | 'left';
  at: number;
  /** When the window that it is about ends. */
  until: number;
}

/**
 * By day: when kiosks open again, and two hours before the reservation can be used no more. `windows` in order, `now` is
 * Unix seconds.
 */
export function momentsOf(windows: readonly Window[], now: number): Moment[] {
  const opening = windows.find(({ from }) => from > now);
  const last = windows.at(-1);
  const open = opening ? byDay(opening.from, opening, now) : null;
  const left = last ? reminderIn(last, now) : null;
  return [
    ...(open === null ? [] : [{ of: 'open', at: open, until: opening!.until } as const]),
    ...(left === null || left === open ? [] : [{ of: 'left', at: left, until: last!.until } as const]),
  ];
}
