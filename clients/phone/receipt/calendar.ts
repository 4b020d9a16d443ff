import type { Window } from '#schema/contract/primitives.ts';

/** What a calendar entry says. */
export interface EntryWords {
  title: string;
  note: string;
}

/** Octets in a line of RFC 5545, without its end. */
const LINE = 75;
/** How long before the last window ends the phone reminds, in minutes. */
const REMIND = 120;

/**
 * A calendar file (RFC 5545) with one entry for each window in which a kiosk takes the reservation; the last of them
 * reminds. `now` is Unix seconds.
 */
export function calendarOf(
  reservationId: string,
  windows: readonly Window[],
  words: EntryWords,
  now: number,
): string {
  const last = windows.length - 1;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Kaijo//phone//EN',
    ...windows.flatMap((window, at) => entry(`${reservationId}-${at}`, window, words, now, at === last)),
    'END:VCALENDAR',
  ];
  return lines.flatMap(fold).join('\r\n') + '\r\n';
}

function entry(uid: string, { from, until }: Window, words: EntryWords, now: number, reminds: boolean) {
  return [
    'BEGIN:VEVENT',
    `UID:${uid}@kaijo`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(from)}`,
    `DTEND:${stamp(until)}`,
    `SUMMARY:${escape(words.title)}`,
    `DESCRIPTION:${escape(words.note)}`,
    'TRANSP:TRANSPARENT',
    ...(reminds
      ? [
          'BEGIN:VALARM',
          'ACTION:DISPLAY',
          `DESCRIPTION:${escape(words.title)}`,
          `TRIGGER;RELATED=END:-PT${REMIND}M`,
          'END:VALARM',
        ]
      : []),
    'END:VEVENT',
  ];
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
