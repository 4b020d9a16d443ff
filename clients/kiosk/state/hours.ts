import type { Calendar } from '#schema/contract/calendar.ts';
import type { State } from './types.ts';

/** Seconds ahead of an end at which it is said. */
const AHEAD = 600;
const DAY = 86_400;
/** Japan is nine hours ahead of UTC, all year. */
const JAPAN = 9 * 3_600;

/** Unix seconds by the service's clock, as well as it is known. */
export const serverNow = ({ now, service }: State): number => now + service.skew;

/** What ends soon, and when: the service's day, or the reservation of this visit. What was claimed may be finished. */
export type Note = { what: 'closing' | 'expiring'; at: number };

export function noteOf(state: State): Note | null {
  const now = serverNow(state);
  const opening = state.service.kiosk?.opening;
  const ends: Note[] = [];
  if (opening?.open && opening.until !== null) ends.push({ what: 'closing', at: opening.until });
  if (state.visit?.claim) ends.push({ what: 'expiring', at: state.visit.claim.expiresAt });
  const soon = ends.filter(({ at }) => at > now && at <= now + AHEAD);
  return soon.toSorted((a, b) => a.at - b.at)[0] ?? null;
}

/** When a kiosk is next open, from `from` on; null where the calendar does not reach that far. Unix seconds. */
export function nextOpening({ kioskHours, closed, until }: Calendar, from: number): number | null {
  const mine = closed.filter(({ scope }) => scope !== 'phone');
  let at = from;
  while (at < until) {
    const next = afterNight(kioskHours, at);
    const stretch = mine.find((one) => one.from <= next && next < one.until);
    if (!stretch) return next;
    at = stretch.until;
  }
  return null;
}

/** The same instant if it is day, else when the next one begins. */
function afterNight({ opensAt, closesAt }: Calendar['kioskHours'], at: number): number {
  const midnight = Math.floor((at + JAPAN) / DAY) * DAY - JAPAN;
  const [opens, closes] = [midnight + opensAt * 60, midnight + closesAt * 60];
  if (at < opens) return opens;
  return at < closes ? at : opens + DAY;
}

/** The next opening as the screen may tell it; null while the service is open, or where nobody knows. */
export function nextOpeningOf(state: State): number | null {
  const kiosk = state.service.kiosk;
  const now = serverNow(state);
  if (!kiosk) return null;
  const { opening, calendar } = kiosk;
  if (!opening.open && opening.until !== null && opening.until > now) return opening.until;
  const next = nextOpening(calendar, now);
  return next !== null && next > now ? next : null;
}
