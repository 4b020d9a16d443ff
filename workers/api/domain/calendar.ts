import type { Calendar, ClosedStretch } from '#schema/contract/calendar.ts';
import type { Window } from '#schema/contract/primitives.ts';
import { DAY, isClosedDay, midnightBefore, type Maintenance, type OpeningRules } from './opening-hours.ts';

/** Whole days ahead that are told, after the present one. */
const DAYS_AHEAD = 14;

/** The kiosks' hours, and what departs from them until the end of the fourteenth day, in order. */
export function calendarAt(now: number, rules: OpeningRules): Calendar {
  const today = midnightBefore(now);
  const until = today + (DAYS_AHEAD + 1) * DAY;
  const planned = rules.maintenance.filter((closure) => closure.from < until && closure.until > now);
  const closed = [...planned.map(stretchOf), ...closedDays({ from: today, until }, rules)];
  return {
    kioskHours: { opensAt: rules.kioskOpensAt, closesAt: rules.kioskClosesAt },
    until,
    closed: closed.sort((a, b) => a.from - b.from),
  };
}

/** What the public may know of a closure. */
const stretchOf = ({ from, until, scope, reason, note }: Maintenance): ClosedStretch => ({
  from,
  until,
  scope,
  reason,
  note,
});

/** Closed days that follow one another are one stretch. */
function closedDays(span: Window, rules: OpeningRules): ClosedStretch[] {
  const stretches: ClosedStretch[] = [];
  for (let midnight = span.from; midnight < span.until; midnight += DAY) {
    if (!isClosedDay(midnight, rules)) continue;
    const before = stretches.at(-1);
    if (before?.until === midnight) before.until = midnight + DAY;
    else
      stretches.push({
        from: midnight,
        until: midnight + DAY,
        scope: 'kiosk',
        reason: 'closed-day',
        note: null,
      });
  }
  return stretches;
}
