import type { VisitStory } from '#schema/contract/operator-acts.ts';
import type { LogLine } from './log-lines.ts';
import { instantInWords } from './times.ts';

/** Something that happened: by a row, an event of the trail, or a line of the log. */
export interface Happened {
  /** Unix seconds. */
  at: number;
  from: 'row' | 'trail' | 'log';
  what: string;
  /** Facts beside it, as `name value`. */
  more: string[];
}

/** Everything known of a visit, earliest first; of one second, rows before events before lines. */
export function happenedIn(stories: readonly VisitStory[], lines: readonly LogLine[]): Happened[] {
  return [
    ...stories.flatMap(rowsOf),
    ...stories.flatMap(({ events }) => events.map(eventOf)),
    ...lines.map(lineOf),
  ].toSorted((a, b) => a.at - b.at);
}

const rowsOf = ({ reservations, redemptions }: VisitStory): Happened[] => [
  ...reservations.map(({ id, state, createdAt, expiresAt, support }) => ({
    at: createdAt,
    from: 'row' as const,
    what: 'reservation',
    more: named({ id, state, number: support, until: instantInWords(expiresAt) }),
  })),
  ...redemptions.map(({ claimedAt, support, kiosk }) => ({
    at: claimedAt,
    from: 'row' as const,
    what: 'at a kiosk',
    more: named({ kiosk, number: support }),
  })),
];

const eventOf = ({ at, kind, kiosk, detail }: VisitStory['events'][number]): Happened => ({
  at,
  from: 'trail',
  what: kind,
  more: named({ kiosk, detail: detail === '{}' ? null : detail }),
});

const lineOf = ({ at, route, status, check, ms, requestId, support, version, cause, stack }: LogLine) => ({
  at,
  from: 'log' as const,
  what: `${status} ${route}`,
  more: named({ refused: check, ms, request: requestId, number: support, version, cause, stack }),
});

const named = (facts: Readonly<Record<string, string | number | null | undefined>>): string[] =>
  Object.entries(facts).flatMap(([name, fact]) =>
    fact === null || fact === undefined ? [] : `${name} ${fact}`,
  );
