import { failure } from '../domain/failure.ts';
import { openingAt, type OpeningRules, type Step } from '../domain/opening-hours.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { Ports } from '../ports/index.ts';

/** The opening rules as they stand: the operator's hours and the planned closures. */
export async function openingRules(ports: Ports, now: number): Promise<OpeningRules> {
  return { ...ports.settings.hours, maintenance: await ports.maintenance.upcoming(now) };
}

/** Refuses while the step is closed, with the seconds until it opens. */
export async function requireOpen(ports: Ports, step: Step, now: number): Promise<Result<OpeningRules>> {
  const rules = await openingRules(ports, now);
  const opening = openingAt(step, now, rules);
  if (opening.open) return ok(rules);
  const retryAfter = opening.until === null ? {} : { retryAfter: opening.until - now };
  return refused(
    failure(step === 'phone' ? 'phone-closed' : 'kiosk-closed', opening.reason ?? 'hours', retryAfter),
  );
}
