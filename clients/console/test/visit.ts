import { drizzle } from 'drizzle-orm/d1';
import type { D1Database } from '@cloudflare/workers-types';
import { auditEvents, redemptions, reservations } from '#schema/tables/index.ts';

/** Support numbers of both steps of a visit. */
export const PHONE = 'ACDEFHJK';
export const AT_KIOSK = 'KJHFEDCA';

const ids = { certId: 'cert of the visit', kioskId: 'k1' };

/** Writes a visit into a local database, from the reservation to the new password. */
export async function writeVisit(database: D1Database, now: number): Promise<void> {
  const db = drizzle(database);
  const event = (ago: number, kind: string, kioskId: string | null, detail = '{}') => ({
    at: now - ago,
    kind,
    reservationId: 'visit',
    kioskId,
    detail,
  });
  await db.insert(reservations).values({
    ...ids,
    id: 'visit',
    chipId: '',
    salt: '',
    ticket: '',
    ticketHash: 'of the visit',
    state: 'completed',
    version: 4,
    createdAt: now - 7_200,
    expiresAt: now + 79_200,
    redemptionId: 'redemption',
    claimedAt: now - 600,
    authorisedAt: now - 300,
    endedAt: now - 240,
    support: PHONE,
  });
  await db.insert(redemptions).values({
    ...ids,
    id: 'redemption',
    openedAt: now - 660,
    reservationId: 'visit',
    claimDigest: '',
    kioskKeyHash: '',
    claimedAt: now - 600,
    support: AT_KIOSK,
  });
  await db
    .insert(auditEvents)
    .values([
      event(7_200, 'reservation-reserved', null),
      event(600, 'reservation-claimed', ids.kioskId),
      event(300, 'reservation-authorised', ids.kioskId),
      event(240, 'reservation-completed', ids.kioskId, '{"by":"receipt"}'),
    ]);
}
