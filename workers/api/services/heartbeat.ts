import type { Heartbeat, KioskReply } from '#schema/contract/kiosk.ts';
import { calendarAt } from '../domain/calendar.ts';
import { nextIn } from '../domain/heartbeat.ts';
import { openingAt, rulesAt } from '../domain/opening-hours.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Call, Ports } from '../ports/index.ts';
import { admit, type Deciding } from './visit.ts';

/** A kiosk says how it is, and is told what it has to know before it greets anybody. */
export async function heartbeat(
  ports: Deciding & Pick<Ports, 'settings'>,
  said: Heartbeat,
  { now, proof }: Call,
): Promise<Result<KioskReply>> {
  const facts = await ports.visits.heard(proof.jkt, said, now);
  const kiosk = await admit(ports, facts.kiosk, 'active');
  if (!kiosk.ok) return kiosk;
  const rules = { ...rulesAt(ports.settings.hours, kiosk.value), maintenance: facts.closures };
  return ok({
    kioskId: kiosk.value.id,
    label: kiosk.value.label,
    now,
    opening: openingAt('kiosk', now, rules),
    calendar: calendarAt(now, rules),
    nextIn: nextIn(said),
    minimumPage: ports.settings.minimumPage,
  });
}
