import { beforeEach, describe, expect, it } from 'vitest';
import { inMemoryStore } from '#clients/lab/card/store/memory-store.ts';
import { VirtualCard } from '#clients/lab/card/virtual-card.ts';
import { PIN } from '#clients/lab/people/cast.ts';
import { walkWholeJourney } from './whole-journey.ts';
import { cardAt, createWorld, emptyDatabase, lab, rowsOf } from './world.ts';

beforeEach(emptyDatabase);

describe('both steps', () => {
  it('go through with a virtual card, APDU by APDU', async () => {
    const { profile, memory } = lab.cards[0]!;
    const virtual = new VirtualCard({ profile, store: inMemoryStore(memory) });
    const typed = { pin: PIN, newPassword: 'NEWPASS22' };
    const { reserved, claimed, seen, completed, recovered } = await walkWholeJourney(
      await createWorld(),
      virtual,
      typed,
    );
    const { reservationId } = reserved.reservation;
    expect(reserved.reservation.status).toBe('reserved');
    expect(seen).toMatchObject({ status: 'claimed', matchCode: claimed.matchCode });
    expect(completed.reservationId).toBe(reservationId);
    expect(recovered).toMatchObject({ outcome: 'completed', reservationId });
    const audit = await rowsOf('SELECT kind FROM audit_events ORDER BY seq');
    expect(audit.map(({ kind }) => kind)).toEqual([
      'try-charged',
      'reservation-reserved',
      'kiosk-offered',
      'reservation-claimed',
      'reservation-authorised',
      'reservation-completed',
    ]);
  });

  it('go through with what a chip signs alone', async () => {
    const world = await createWorld();
    const card = await cardAt(1);
    const phone = await world.phone();
    const { ticket } = await phone.reserve(card);
    await (await world.kiosk()).redeem(card);
    expect((await phone.api.call('getReservation', { token: ticket })).status).toBe('completed');
    expect(card.counter).toBe(1);
  });
});
