import type { ClosureWeight, OperatorRefusal, PlannedClosure } from '#schema/contract/operator-acts.ts';
import type { Scope } from '#schema/contract/calendar.ts';
import type { Window } from '#schema/contract/primitives.ts';
import { openWindows, type Maintenance, type OpeningRules } from './opening-hours.ts';

/** Longest closure that nobody has to insist on, seconds. */
export const LONGEST = 72 * 3_600;
/** The same of holidays: those around the new year, or a week in May. */
const LONGEST_HOLIDAYS = 240 * 3_600;
/** How far ahead one is planned without insisting: a mistyped year is farther. Seconds. */
const FARTHEST = 180 * 86_400;
/** A beginning this long ago is still now: seconds. */
const JUST_NOW = 120;

/** Why a closure is not planned; null when it may be. What `force` insists on is not asked. */
export function faultOfPlan(
  { from, until, reason }: Window & Pick<PlannedClosure, 'reason'>,
  now: number,
  { force, beside }: { force: boolean; beside: boolean },
): OperatorRefusal | null {
  if (until <= from) return 'closure-backwards';
  if (until <= now) return 'closure-past';
  if (force) return null;
  if (from < now - JUST_NOW) return 'closure-past';
  if (until - from > (reason === 'closed-day' ? LONGEST_HOLIDAYS : LONGEST)) return 'closure-long';
  if (from > now + FARTHEST) return 'closure-far';
  return beside ? 'closure-overlaps' : null;
}

/** Is there another closure of the same step at the same time? */
export const isBeside = (wanted: Window & { scope: Scope }, planned: readonly PlannedClosure[]): boolean =>
  planned.some(
    ({ from, until, scope }) => from < wanted.until && wanted.from < until && shares(scope, wanted.scope),
  );

const shares = (a: Scope, b: Scope) => a === b || a === 'both' || b === 'both';

/** Which closures in force end when a step is to open now: `both` opens everything. */
export const inForce = (planned: readonly PlannedClosure[], scope: Scope, now: number): PlannedClosure[] =>
  planned.filter((closure) => closure.from <= now && (scope === 'both' || closure.scope === scope));

/** What a closure takes from live reservations, given how many end when: those that lose kiosk hours, and the hours. */
export function weigh(
  closure: Window & { scope: Scope },
  live: readonly { expiresAt: number; count: number }[],
  now: number,
  rules: OpeningRules,
): ClosureWeight {
  const added: Maintenance = { ...closure, cuts: false, reason: 'maintenance', note: null };
  const without = { ...rules, maintenance: [...rules.maintenance, added] };
  let reservations = 0;
  let seconds = 0;
  for (const { expiresAt, count } of live) {
    const span = { from: now, until: expiresAt };
    const lost = lengthOf(openWindows('kiosk', span, rules)) - lengthOf(openWindows('kiosk', span, without));
    if (lost > 0) reservations += count;
    seconds += lost * count;
  }
  return { reservations, hours: Math.round(seconds / 3_600) };
}

const lengthOf = (windows: readonly Window[]): number =>
  windows.reduce((sum, { from, until }) => sum + until - from, 0);
