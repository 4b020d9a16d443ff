import type { ClosedStretch, ClosureReason } from '#schema/contract/calendar.ts';
import type { Window } from '#schema/contract/primitives.ts';
import type { Opening } from '#schema/contract/service.ts';

/** Japan keeps one offset all year, so local time is plain arithmetic. */
const JST_OFFSET = 9 * 3_600;
export const DAY = 86_400;
/** How far ahead the next opening is looked for. */
const HORIZON_DAYS = 60;

/** A closure that the operator planned, or ordered. */
export interface Maintenance extends Window, Pick<ClosedStretch, 'scope' | 'note'> {
  /** It ends what was begun before it, too. */
  cuts: boolean;
  reason: ClosureReason;
}

/** When the service is there. Minutes count from midnight in Japan; closed days are `MM-DD` there. */
export interface OpeningRules {
  kioskOpensAt: number;
  kioskClosesAt: number;
  closedDays: readonly string[];
  maintenance: readonly Maintenance[];
}

/** Hours of one kiosk, in minutes from midnight in Japan; null where it has those of the service. */
export interface OwnHours {
  opensAt: number | null;
  closesAt: number | null;
}

/** The rules of one kiosk: hours of its own only narrow those of the service. */
export const rulesAt = <T extends Pick<OpeningRules, 'kioskOpensAt' | 'kioskClosesAt'>>(
  rules: T,
  { opensAt, closesAt }: OwnHours,
): T => ({
  ...rules,
  kioskOpensAt: Math.max(rules.kioskOpensAt, opensAt ?? 0),
  kioskClosesAt: Math.min(rules.kioskClosesAt, closesAt ?? DAY / 60),
});

/** Minutes from the midnight with which the day of an instant began in Japan. */
export const minuteAt = (instant: number): number => Math.floor((instant - midnightBefore(instant)) / 60);

export type Step = 'phone' | 'kiosk';

/** Is the step possible at `now`, and when does that change? */
export function openingAt(step: Step, now: number, rules: OpeningRules): Opening {
  const horizon = now + HORIZON_DAYS * DAY;
  const [next] = openWindows(step, { from: now, until: horizon }, rules);
  if (next?.from === now)
    return { open: true, until: next.until < horizon ? next.until : null, reason: null };
  return { open: false, until: next?.from ?? null, reason: closedBecause(step, now, rules) };
}

/** Is there an emergency that ends even what was begun before it? Until when: its end, the last one's if there are several. */
export function cutUntil(step: Step, now: number, { maintenance }: OpeningRules): number | null {
  const cuts = maintenance.filter((closure) => closure.cuts && isInside(closure, step, now));
  return cuts.length === 0 ? null : Math.max(...cuts.map(({ until }) => until));
}

/** The open stretches of a step within `span`, in order, cut to it. */
export function openWindows(step: Step, span: Window, rules: OpeningRules): Window[] {
  const open = step === 'phone' ? [span] : kioskDays(span, rules);
  const closures = rules.maintenance.filter(({ scope }) => scope === step || scope === 'both');
  return closures.reduce((windows, closure) => windows.flatMap((window) => without(window, closure)), open);
}

function kioskDays(span: Window, rules: OpeningRules): Window[] {
  const windows: Window[] = [];
  for (let midnight = midnightBefore(span.from); midnight < span.until; midnight += DAY) {
    if (isClosedDay(midnight, rules)) continue;
    const from = Math.max(midnight + rules.kioskOpensAt * 60, span.from);
    const until = Math.min(midnight + rules.kioskClosesAt * 60, span.until);
    if (from < until) windows.push({ from, until });
  }
  return windows;
}

function closedBecause(step: Step, now: number, rules: OpeningRules): Opening['reason'] {
  const inForce = rules.maintenance.filter((closure) => isInside(closure, step, now));
  const reasons = inForce.map(({ reason }) => reason);
  if (reasons.includes('emergency')) return 'emergency';
  return reasons[0] ?? (isClosedDay(now, rules) ? 'closed-day' : 'hours');
}

const isInside = ({ scope, from, until }: Maintenance, step: Step, now: number) =>
  (scope === step || scope === 'both') && from <= now && now < until;

/** Is the day in Japan that holds this instant a closed one? */
export const isClosedDay = (instant: number, rules: Pick<OpeningRules, 'closedDays'>): boolean =>
  rules.closedDays.includes(dayOfYear(instant));

/** The midnight in Japan with which the day of an instant began. */
export const midnightBefore = (instant: number) => instant - ((instant + JST_OFFSET) % DAY);

/** `MM-DD` in Japan of an instant. */
const dayOfYear = (instant: number) => new Date((instant + JST_OFFSET) * 1_000).toISOString().slice(5, 10);

function without(window: Window, gap: Window): Window[] {
  if (gap.until <= window.from || gap.from >= window.until) return [window];
  const parts = [
    { from: window.from, until: gap.from },
    { from: gap.until, until: window.until },
  ];
  return parts.filter(({ from, until }) => from < until);
}
