import type { ServiceReply } from '#schema/contract/service.ts';
import { RESERVATION_LIFE } from '../domain/lifetimes.ts';
import { openingAt, openWindows } from '../domain/opening-hours.ts';
import type { Ports } from '../ports/index.ts';
import { openingRules } from './opening.ts';

/** Opening state of both steps, and the kiosk time a reservation made now would have. */
export async function getService(ports: Ports, now: number): Promise<ServiceReply> {
  const rules = await openingRules(ports, now);
  const expiresAt = now + RESERVATION_LIFE;
  return {
    now,
    phone: openingAt('phone', now, rules),
    kiosk: openingAt('kiosk', now, rules),
    reservation: { expiresAt, windows: openWindows('kiosk', { from: now, until: expiresAt }, rules) },
    consentVersion: ports.settings.consentVersion,
  };
}
