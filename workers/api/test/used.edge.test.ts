import { beforeEach, describe, expect, it } from 'vitest';
import type { Kiosk, Visit } from './actors.ts';
import type { TestCard } from './card.ts';
import { problemOf, refuses } from './proven.ts';
import { cardAt, createWorld, emptyDatabase, rowsOf, type World } from './world.ts';

// A used ticket stays used, and a reset that happened is known, whatever has become of the rows.

let world: World;
let kiosk: Kiosk;
let card: TestCard;
beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  [kiosk, card] = [await world.kiosk(), await cardAt(0)];
});

const reserve = async () => (await (await world.phone()).reserve(card)).reservation.reservationId;

/** A reset that nobody has told the service of. */
async function resetUnheard(): Promise<Visit> {
  const visit = await kiosk.claim(card);
  const { authorisation, agreement } = await kiosk.authorise(visit, card);
  await card.reset(authorisation, agreement);
  return visit;
}
/** A visit in which the card lost its power before it wrote. */
async function tornBefore(): Promise<Visit> {
  const visit = await kiosk.claim(card);
  await kiosk.authorise(visit, card);
  return visit;
}
const complete = async () => kiosk.api.call('complete', { message: await card.receipt() });
const recover = async ({ redemption }: Pick<Visit, 'redemption'>, record?: string) => {
  const message = { ...(await card.status(redemption)), ...(record ? { record } : {}) };
  return kiosk.api.call('recover', { token: redemption.redemption, message });
};
const stateOf = async (id: string) =>
  (await rowsOf('SELECT state FROM reservations WHERE id = ?', id))[0]?.['state'];
const completions = () =>
  rowsOf(
    "SELECT kind, reservation_id AS id, kiosk_id FROM audit_events WHERE kind LIKE '%completion%' OR kind LIKE '%completed'",
  );
const rollBack = () =>
  rowsOf(`UPDATE reservations SET state = 'reserved', version = version + 1, redemption_id = NULL, kiosk_id = NULL,
    claimed_at = NULL, lease_until = NULL, authorised_at = NULL, ended_at = NULL`);
const NOT_RESET = { outcome: 'not-reset', reservationId: null, completedAt: null };

describe('a used ticket', () => {
  refuses('reservation-ended', 'a card that was served, though its row was put back', async () => {
    await reserve();
    await kiosk.redeem(card);
    await rollBack();
    return kiosk.claim(card);
  });
  refuses(
    'reservation-ended',
    'a card that was reset at another kiosk, which nobody has heard of',
    async () => {
      await reserve();
      await resetUnheard();
      return (await world.kiosk()).claim(card);
    },
  );
  refuses('no-reservation', 'a used ticket under another hash', async () => {
    await reserve();
    await kiosk.redeem(card);
    await rollBack();
    await rowsOf("UPDATE reservations SET ticket_hash = 'x' || substr(ticket_hash, 2)");
    return kiosk.claim(card);
  });
  it('is known as used from the claim on', async () => {
    const id = await reserve();
    await resetUnheard();
    await rollBack();
    expect((await problemOf(kiosk.claim(card))).code).toBe('reservation-ended');
    expect(await stateOf(id)).toBe('completed');
    expect(await completions()).toMatchObject([{ kind: 'reservation-completed', id }]);
  });
  it('does not stand in the way of the next reservation, and is recorded at its claim', async () => {
    const first = await reserve();
    await resetUnheard();
    world.now += 300;
    const second = await reserve();
    expect((await kiosk.claim(card)).claimed.reservationId).toBe(second);
    expect([await stateOf(first), await stateOf(second)]).toEqual(['completed', 'claimed']);
  });
  it('is not known to a card of before its first reset', async () => {
    await reserve();
    expect((await kiosk.claim(card)).claimed.matchCode).toHaveLength(4);
  });
});

describe('a receipt with the record of its authorisation', () => {
  it.each([
    ['the row has forgotten the authorisation', rollBack],
    ['the reservation has run out', async () => void (world.now += 9 * 86_400)],
  ])('counts though %s', async (_, forget) => {
    const id = await reserve();
    await resetUnheard();
    await forget();
    expect(await complete()).toEqual({ reservationId: id, completedAt: world.now });
    expect(await stateOf(id)).toBe('completed');
  });
  it('is noted in the trail, once, when the reservation is gone', async () => {
    const id = await reserve();
    await resetUnheard();
    await rowsOf('DELETE FROM reservations');
    const told = { reservationId: id, completedAt: world.now };
    expect(await complete()).toEqual(told);
    world.now += 60;
    expect(await complete()).toEqual(told);
    expect(await completions()).toEqual([{ kind: 'completion-without-row', id, kiosk_id: kiosk.id }]);
  });
  it('is not noted again when the reservation was completed and deleted', async () => {
    await reserve();
    await kiosk.redeem(card);
    await rowsOf('DELETE FROM reservations');
    await complete();
    expect(await completions()).toMatchObject([{ kind: 'reservation-completed' }]);
  });
  it.each<[string, string, () => Promise<string>]>([
    ['that is none', 'record-signature', async () => 'not.a.record'],
    [
      'that is a ticket',
      'record-header',
      async () => (await (await world.phone()).reserve(await cardAt(1))).ticket,
    ],
    [
      'of another card',
      'record-of-another',
      async () => {
        const other = await cardAt(1);
        await (await world.phone()).reserve(other);
        await kiosk.redeem(other);
        return other.record;
      },
    ],
  ])('is refused with a record %s', async (_, check, recordOf) => {
    await reserve();
    await resetUnheard();
    card.record = await recordOf();
    expect((await problemOf(complete())).code).toBe('card-not-accepted');
    expect(world.check).toBe(`card-not-accepted: ${check}`);
  });
});

describe('a torn write of a card that comes again', () => {
  it('is answered for this visit, not for what the card was reset for three weeks ago', async () => {
    const first = await reserve();
    await kiosk.redeem(card);
    world.now += 21 * 86_400;
    const second = await reserve();
    const visit = await tornBefore();
    expect(await recover(visit)).toEqual(NOT_RESET);
    expect([await stateOf(first), await stateOf(second)]).toEqual(['completed', 'claimed']);
    await resetAgain(visit);
    expect(await recover(visit)).toEqual({
      outcome: 'completed',
      reservationId: second,
      completedAt: world.now,
    });
  });
  it('has the reset before recorded beside it, where nobody had heard of that', async () => {
    const first = await reserve();
    const earlier = await resetUnheard();
    world.now += 300;
    await reserve();
    const visit = await tornBefore();
    await rowsOf("UPDATE reservations SET state = 'superseded' WHERE id = ?", first);
    expect(await recover(visit)).toEqual(NOT_RESET);
    expect(await stateOf(first)).toBe('completed');
    expect(await recover(earlier)).toMatchObject({ outcome: 'completed', reservationId: first });
  });
  it('is known by the record alone when the reservation is gone', async () => {
    const id = await reserve();
    await resetUnheard();
    await rowsOf('DELETE FROM reservations');
    const again = { redemption: await kiosk.api.call('openRedemption') };
    expect(await recover(again)).toEqual(NOT_RESET);
    const told = { outcome: 'completed', reservationId: id, completedAt: world.now };
    expect(await recover(again, card.record)).toEqual(told);
  });

  async function resetAgain(visit: Visit): Promise<void> {
    const { authorisation, agreement } = await kiosk.authorise(visit, card);
    await card.reset(authorisation, agreement);
  }
});
