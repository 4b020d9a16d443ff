import type { ServiceReply } from '#schema/contract/service.ts';
import { calendarAt } from '../domain/calendar.ts';
import {
  cutUntil,
  openingAt,
  openWindows,
  type Maintenance,
  type OpeningRules,
  type Step,
} from '../domain/opening-hours.ts';
import { RESERVATION_LIFE } from '../domain/reservation.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { Ports } from '../ports/index.ts';

/** What it takes to tell whether the service is there. */
export type Openings = Pick<Ports, 'settings' | 'maintenance'>;

/** The opening rules as they stand: the operator's hours and the planned closures. */
export async function openingRules(ports: Openings, now: number): Promise<OpeningRules> {
  return { ...ports.settings.hours, maintenance: await ports.maintenance.upcoming(now) };
}

/** Refuses while the step is closed, with the seconds until it opens. */
export async function requireOpen(ports: Openings, step: Step, now: number): Promise<Result<OpeningRules>> {
  return openWith(ports.settings, await ports.maintenance.upcoming(now), step, now);
}

/** The same with closures that were read before. */
export function openWith(
  { hours }: Pick<Ports['settings'], 'hours'>,
  maintenance: readonly Maintenance[],
  step: Step,
  now: number,
): Result<OpeningRules> {
  const rules = { ...hours, maintenance };
  const opening = openingAt(step, now, rules);
  if (opening.open) return ok(rules);
  const retryAfter = opening.until === null ? {} : { retryAfter: opening.until - now };
  return refused(closedCode(step), opening.reason ?? 'hours', retryAfter);
}

/** Refuses what was begun in time only while an emergency cuts it, with the seconds until that is over. */
export function uncutWith(
  { hours }: Ports['settings'],
  maintenance: readonly Maintenance[],
  step: Step,
  now: number,
): Result<null> {
  const until = cutUntil(step, now, { ...hours, maintenance });
  if (until === null) return ok(null);
  return refused(closedCode(step), 'cut', { retryAfter: until - now });
}

const closedCode = (step: Step) => (step === 'phone' ? 'phone-closed' : 'kiosk-closed');

/** Opening state of both steps, and the kiosk time a reservation made now would have. */
export async function getService(ports: Openings, now: number): Promise<ServiceReply> {
  const rules = await openingRules(ports, now);
  const expiresAt = now + RESERVATION_LIFE;
  return {
    now,
    phone: openingAt('phone', now, rules),
    kiosk: openingAt('kiosk', now, rules),
    reservation: { expiresAt, windows: openWindows('kiosk', { from: now, until: expiresAt }, rules) },
    calendar: calendarAt(now, rules),
    consentVersion: ports.settings.consentVersion,
    operator: ports.settings.operator,
  };
}
