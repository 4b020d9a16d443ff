import type { VisitStory } from '#schema/contract/operator-acts.ts';
import type { ConsoleWords } from '#clients/words/words.ts';

/** Something that happened, in words. */
export interface Happened {
  /** Unix seconds. */
  at: number;
  what: string;
  more: string[];
}

/** A visit from its rows and the trail's events, earliest first; of one moment, rows first. @param day says an instant */
export function happenedIn(
  story: VisitStory,
  words: ConsoleWords,
  day: (instant: number) => string,
): Happened[] {
  return [...rowsOf(story, words, day), ...eventsOf(story, words)].toSorted((a, b) => a.at - b.at);
}

function rowsOf(
  { reservations, redemptions }: VisitStory,
  { search }: ConsoleWords,
  day: (instant: number) => string,
): Happened[] {
  const number = (support: string | null) => (support === null ? [] : [search.number({ number: support })]);
  return [
    ...reservations.map(({ state, createdAt, expiresAt, support }) => ({
      at: createdAt,
      what: search.reservation,
      more: [...number(support), search.stateIs({ state }), search.validUntil({ time: day(expiresAt) })],
    })),
    ...redemptions.map(({ claimedAt, support, kiosk }) => ({
      at: claimedAt,
      what: search.visit,
      more: [...number(support), ...at(kiosk, search)],
    })),
  ];
}

const eventsOf = ({ events }: VisitStory, { events: names, search }: ConsoleWords): Happened[] =>
  events.map((event) => ({
    at: event.at,
    what: event.kind in names ? names[event.kind as keyof typeof names] : event.kind,
    more: [...at(event.kiosk, search), ...(event.detail === '{}' ? [] : [event.detail])],
  }));

const at = (kiosk: string | null, search: ConsoleWords['search']): string[] =>
  kiosk === null ? [] : [search.at({ kiosk })];
