import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { operate } from '../operator-calls.ts';
import type { Kiosk, Phone, Visit } from './actors.ts';
import type { TestCard } from './card.ts';
import { problemOf, refuses } from './proven.ts';
import { send } from './send.ts';
import { cardAt, createWorld, emptyDatabase, setKioskState, type World } from './world.ts';

let world: World;
let phone: Phone;
let kiosk: Kiosk;
let card: TestCard;
let other: TestCard;
beforeAll(async () => {
  [card, other] = [await cardAt(0), await cardAt(1)];
});
beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  [phone, kiosk] = [await world.phone(), await world.kiosk()];
});

/** 17:00 in Japan plus this makes 23:00. */
const TO_CLOSING = 6 * 3_600;
const reserved = () => phone.reserve(card);
const claimed = async (): Promise<Visit> => {
  await reserved();
  return kiosk.claim(card);
};
const close = (cuts: boolean) =>
  operate(world.ports, 'closeNow', 'operator', {
    seconds: 900,
    scope: 'kiosk',
    cuts,
    reason: cuts ? 'emergency' : 'maintenance',
    note: null,
  });
const abort = ({ redemption }: Visit) =>
  kiosk.api.call('abort', { token: redemption.redemption, message: { reason: 'person' } });
const renew = ({ redemption }: Visit) => kiosk.api.call('renew', { token: redemption.redemption });

describe('a visit', () => {
  refuses('token-refused', 'a claim ten minutes after the visit began', async () => {
    await reserved();
    const redemption = await kiosk.api.call('openRedemption');
    const message = await card.claim(redemption, new Uint8Array(65));
    world.now = redemption.expiresAt;
    return kiosk.api.call('claim', { token: redemption.redemption, message });
  });
  refuses('claim-lapsed', 'a lease that ran out', async () => {
    const visit = await claimed();
    world.now += 300;
    return renew(visit);
  });
  refuses('claim-lapsed', 'a lease at its limit of ten minutes', async () => {
    const visit = await claimed();
    for (const at of [200, 200, 199]) {
      world.now += at;
      await renew(visit);
    }
    world.now += 1;
    return send(world, 'renew', { key: kiosk.key, token: visit.redemption.redemption });
  });
  refuses('claim-lapsed', 'an authorisation without a claim', async () => {
    const redemption = await kiosk.api.call('openRedemption');
    const message = await card.agree(new Uint8Array(65));
    return kiosk.api.call('authorise', { token: redemption.redemption, message });
  });
  refuses('claim-lapsed', 'a claim that was given back', async () => {
    const visit = await claimed();
    await abort(visit);
    return kiosk.authorise(visit, card);
  });
  refuses('card-not-accepted', 'an authorisation for another key of the kiosk', async () => {
    const visit = await claimed();
    return kiosk.authorise({ ...visit, kioskKey: new Uint8Array(65).fill(4) }, card);
  });
  refuses('card-not-accepted', 'an authorisation for another card', async () =>
    kiosk.authorise(await claimed(), other),
  );
  refuses('card-not-accepted', 'the receipt of a card that was never authorised', async () => {
    const { ticket } = await reserved();
    card = await cardAt(0);
    card.ticketHash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(ticket)));
    return kiosk.api.call('complete', { message: await card.receipt() });
  });
  refuses('kiosk-closed', 'an authorisation while an emergency cuts visits', async () => {
    const visit = await claimed();
    await close(true);
    return kiosk.authorise(visit, card);
  });
  refuses('claim-lapsed', 'an authorisation after closing time, when the lease is over', async () => {
    world.now += TO_CLOSING - 1;
    const visit = await claimed();
    world.now += 300;
    return kiosk.authorise(visit, card);
  });
  it.each<[string, () => unknown]>([
    ['closing time', () => (world.now += 60)],
    ['a planned closure', () => close(false)],
  ])('that was claimed before %s may authorise and renew until its lease ends', async (_, end) => {
    world.now += TO_CLOSING - 60;
    const visit = await claimed();
    await end();
    expect((await problemOf((await world.kiosk()).claim(card))).code).toBe('kiosk-closed');
    world.now += 100;
    await renew(visit);
    world.now += 299;
    expect((await kiosk.authorise(visit, card)).authorisation).toMatch(/./);
  });
  it("that was claimed before the reservation's end may authorise until its lease ends", async () => {
    world = await createWorld({ environment: { KIOSK_OPENS: '00:00', KIOSK_CLOSES: '23:59' } });
    [phone, kiosk] = [await world.phone(), await world.kiosk()];
    await reserved();
    world.now += 86_400 - 1;
    const visit = await kiosk.claim(card);
    world.now += 299;
    expect((await kiosk.authorise(visit, card)).authorisation).toMatch(/./);
  });
  refuses('reservation-in-use', 'the phone cannot cancel what a kiosk works on', async () => {
    const { ticket } = await reserved();
    await kiosk.claim(card);
    return phone.api.call('cancelReservation', { token: ticket });
  });
  refuses('reservation-in-use', 'nor reserve again', async () => {
    await claimed();
    return phone.reserve(card);
  });
  refuses('reservation-ended', 'the phone cannot cancel what is done', async () => {
    const { ticket } = await reserved();
    await kiosk.redeem(card);
    return phone.api.call('cancelReservation', { token: ticket });
  });
  it('answers an authorisation again for the same key agreement, with a later end', async () => {
    const visit = await claimed();
    const message = await card.agree(visit.kioskKey);
    const ask = () => kiosk.api.call('authorise', { token: visit.redemption.redemption, message });
    const first = await ask();
    world.now += 30;
    expect((await ask()).notAfter).toBe(first.notAfter + 30);
  });
  it('holds the reservation once an authorisation is out, until the lease ends', async () => {
    const visit = await claimed();
    await kiosk.authorise(visit, card);
    expect(await abort(visit)).toEqual({ outcome: 'leased', leaseUntil: world.now + 300 });
    const problem = await problemOf((await world.kiosk()).claim(card));
    expect(problem).toMatchObject({ code: 'reservation-in-use', retryAfter: 300 });
    world.now += 300;
    expect(await abort(visit)).toEqual({ outcome: 'released', leaseUntil: null });
    expect((await (await world.kiosk()).claim(card)).claimed.matchCode).toHaveLength(4);
  });
  it('recovers what the card says it took, and says so when it took nothing', async () => {
    card = await cardAt(0);
    const visit = await claimed();
    const { authorisation, agreement } = await kiosk.authorise(visit, card);
    const recover = async () => {
      const redemption = await kiosk.api.call('openRedemption');
      const message = await card.status(redemption);
      return kiosk.api.call('recover', { token: redemption.redemption, message });
    };
    expect(await recover()).toEqual({ outcome: 'not-reset', reservationId: null, completedAt: null });
    await card.reset(authorisation, agreement);
    world.now += 40;
    const settled = {
      outcome: 'completed',
      reservationId: visit.claimed.reservationId,
      completedAt: world.now,
    };
    expect([await recover(), await recover()]).toEqual([settled, settled]);
  });
  it('is settled by the card, though the kiosk was revoked in the middle of it', async () => {
    card = await cardAt(0);
    const visit = await claimed();
    const { authorisation, agreement } = await kiosk.authorise(visit, card);
    await card.reset(authorisation, agreement);
    await setKioskState(kiosk.thumbprint, 'revoked');
    const token = visit.redemption.redemption;
    const message = await card.status(visit.redemption);
    expect(await kiosk.api.call('recover', { token, message })).toMatchObject({ outcome: 'completed' });
    expect((await problemOf(renew(visit))).code).toBe('kiosk-revoked');
  });
});
