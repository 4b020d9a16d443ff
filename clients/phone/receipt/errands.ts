import type { ShellReader } from '#clients/card/native/client.ts';
import type { KeptReceipt, Reminder } from '#clients/card/native/messages.ts';
import type { Window } from '#schema/contract/primitives.ts';
import { calendarOf, longestOf, type EntryWords } from './calendar.ts';

/** A reservation as a calendar is told of it. `now` is Unix seconds. */
export interface Entry {
  id: string;
  windows: readonly Window[];
  words: EntryWords;
  now: number;
}

/** What is done for a reservation outside of the page. Null: not here. */
export interface Errands {
  calendar(entry: Entry): void;
  share: ((text: string) => void) | null;
  /** These reminders and no others; with none, none. */
  remind: ((reminders: readonly Reminder[]) => void) | null;
  /** What is shown of it where this page cannot be had; null: nothing. A browser keeps the page itself. */
  keep: ((receipt: KeptReceipt | null) => void) | null;
}

/** A browser saves files and may share; nothing reminds in a page that is closed. */
export const browserErrands = (): Errands => ({
  calendar: ({ id, windows, words, now }) =>
    download(new Blob([calendarOf(id, windows, words, now)], { type: 'text/calendar' }), 'kaijo.ics'),
  share:
    typeof navigator.share === 'function'
      ? (text) => void navigator.share({ text }).catch(() => undefined)
      : null,
  remind: null,
  keep: null,
});

/** In the app a page can do none of that: the app does. What an older app cannot, the page does as a browser would. */
export function shellErrands(shell: Pick<ShellReader, 'can' | 'keep' | 'run'>): Errands {
  const { calendar, share } = browserErrands();
  return {
    calendar: shell.can.has('calendar') ? (entry) => shell.run(eventOf(entry)) : calendar,
    share: shell.can.has('share') ? (text) => shell.run({ type: 'share', text }) : share,
    remind: shell.can.has('remind')
      ? (reminders) => shell.run({ type: 'remind', reminders: [...reminders] })
      : null,
    keep: (receipt) => shell.keep(receipt),
  };
}

/** The phone's own dialogue takes one entry: the longest window. */
function eventOf({ windows, words: { title, note } }: Entry) {
  const { from, until } = longestOf(windows)!;
  return { type: 'calendar', title, note, from, until } as const;
}

function download(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
