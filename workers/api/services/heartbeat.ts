import type { Heartbeat, KioskReply } from '#schema/contract/kiosk.ts';
import { calendarAt } from '../domain/calendar.ts';
import { isNews, nextIn } from '../domain/heartbeat.ts';
import { openingAt } from '../domain/opening-hours.ts';
import type { Call, Kiosk, Ports } from '../ports/index.ts';
import { openingRules, type Openings } from './opening.ts';

/** A kiosk says how it is, and is told what it has to know before it greets anybody. */
export async function heartbeat(
  ports: Openings & Pick<Ports, 'kiosks'>,
  kiosk: Kiosk,
  said: Heartbeat,
  { now }: Call,
): Promise<KioskReply> {
  if (isNews(kiosk, said, now)) await ports.kiosks.heard(kiosk.id, said, now);
  const rules = await openingRules(ports, now);
  return {
    kioskId: kiosk.id,
    label: kiosk.label,
    now,
    opening: openingAt('kiosk', now, rules),
    calendar: calendarAt(now, rules),
    nextIn: nextIn(said),
    minimumPage: ports.settings.minimumPage,
  };
}
