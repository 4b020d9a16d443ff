import type { Window } from '#schema/contract/primitives.ts';

/** What a calendar entry says. */
export interface EntryWords {
  title: string;
  note: string;
}

/** Octets in a line of RFC 5545, without its end. */
const LINE = 75;
/** Seconds before a window ends at which the phone reminds. */
const REMIND = 2 * 3_600;
/** Seconds from midnight in Japan between which people may be reminded. */
const DAY = { from: 7 * 3_600, until: 21 * 3_600 };

/**
 * A calendar file (RFC 5545) with one entry for each window in which a kiosk takes the reservation; the longest of them
 * reminds, unless that would be at night. `now` is Unix seconds.
 */
export function calendarOf(
  reservationId: string,
  windows: readonly Window[],
  words: EntryWords,
  now: number,
): string {
  const longest = longestOf(windows);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Kaijo//phone//EN',
    ...windows.flatMap((window, at) =>
      entry(
        `${reservationId}-${at}`,
        window,
        words,
        now,
        window === longest ? reminderIn(window, now) : null,
      ),
    ),
    'END:VCALENDAR',
  ];
  return lines.flatMap(fold).join('\r\n') + '\r\n';
}

function entry(uid: string, { from, until }: Window, words: EntryWords, now: number, alarm: number | null) {
  return [
    'BEGIN:VEVENT',
    `UID:${uid}@kaijo`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(from)}`,
    `DTEND:${stamp(until)}`,
    `SUMMARY:${escape(words.title)}`,
    `DESCRIPTION:${escape(words.note)}`,
    'TRANSP:TRANSPARENT',
    ...(alarm !== null
      ? [
          'BEGIN:VALARM',
          'ACTION:DISPLAY',
          `DESCRIPTION:${escape(words.title)}`,
          `TRIGGER;VALUE=DATE-TIME:${stamp(alarm)}`,
          'END:VALARM',
        ]
      : []),
    'END:VEVENT',
  ];
}

/** The window with the most time in it. */
export const longestOf = (windows: readonly Window[]): Window | undefined =>
  windows.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0];

const lengthOf = ({ from, until }: Window): number => until - from;

/** When to remind of a window: two hours before it ends, inside it and by day; null: there is no such moment left. */
export function reminderIn({ from, until }: Window, now: number): number | null {
  return byDay(Math.max(from, until - REMIND), { from, until }, now);
}

/** The moment, or the nearest to it of that day that is not at night; null where that is outside of the window or past. */
export function byDay(wanted: number, { from, until }: Window, now: number): number | null {
  const midnight = Math.floor((wanted + 9 * 3_600) / 86_400) * 86_400 - 9 * 3_600;
  const at = Math.min(Math.max(wanted, midnight + DAY.from), midnight + DAY.until);
  return at >= from && at < until && at > now ? at : null;
}

const stamp = (instant: number): string =>
  new Date(instant * 1000).toISOString().replaceAll(/[-:]|\.\d+/g, '');

const escape = (text: string): string =>
  text.replaceAll(/[\\;,]/g, (char) => `\\${char}`).replaceAll('\n', '\\n');

/** Breaks a line so that none is longer than the format allows, and no character is cut. */
function fold(line: string): string[] {
  const folded: string[] = [];
  let [current, length] = ['', 0];
  for (const char of line) {
    const size = new TextEncoder().encode(char).length;
    if (length + size > LINE) {
      folded.push(current);
      [current, length] = [' ', 1];
    }
    current += char;
    length += size;
  }
  return [...folded, current];
}
