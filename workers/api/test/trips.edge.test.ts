import { beforeEach, describe, expect, it } from 'vitest';
import { createDpopKey } from '#clients/sdk/index.ts';
import { minuteAt } from '../domain/opening-hours.ts';
import { operate } from '../operator-calls.ts';
import { confirmedKiosk, IN_ORDER, type Kiosk, type Phone, type Visit } from './actors.ts';
import type { TestCard } from './card.ts';
import { problemOf } from './proven.ts';
import { send } from './send.ts';
import { around, cardAt, createWorld, emptyDatabase, rowsOf, setKioskState, type World } from './world.ts';

// A call of STEP 2 reads what it is decided on in one trip and writes in a second. Here things happen between the two.

let world: World;
let phone: Phone;
let kiosk: Kiosk;
let card: TestCard;
/** What happens right before the next call's write, once. */
let meanwhile: (() => Promise<unknown>) | null;
let trips: string[];

beforeEach(async () => {
  await emptyDatabase();
  [meanwhile, trips] = [null, []];
  world = await createWorld({
    wrap: (ports) => ({
      ...ports,
      visits: {
        ...ports.visits,
        facts: (...asked) => (trips.push('facts'), ports.visits.facts(...asked)),
        async write(...written) {
          trips.push('write');
          const act = meanwhile;
          meanwhile = null;
          await act?.();
          return ports.visits.write(...written);
        },
      },
    }),
  });
  [phone, kiosk, card] = [await world.phone(), await world.kiosk(), await cardAt(0)];
});

const close = (cuts: boolean) =>
  operate(world.ports, 'closeNow', 'operator', {
    seconds: 900,
    scope: 'kiosk',
    cuts,
    reason: cuts ? 'emergency' : 'maintenance',
    note: null,
  });
/** Gives the kiosk hours that are over at this minute. */
const hoursUntilNow = () => {
  const hours = { opensAt: 0, closesAt: minuteAt(world.now) };
  return operate(world.ports, 'setHours', 'operator', { shown: [kiosk.thumbprint], hours });
};
const become = (state: 'suspended' | 'revoked') => setKioskState(kiosk.thumbprint, state);
const inTrail = async (kind: string) =>
  (await rowsOf('SELECT 1 FROM audit_events WHERE kind = ?', `reservation-${kind}`)).length;
const spent = async () => Number((await rowsOf('SELECT count(*) AS n FROM spent_proofs'))[0]!['n']);
const rowNow = async () => (await rowsOf('SELECT state, version FROM reservations'))[0];

/** The code that a call gets when something happens between its trips; that it wrote nothing, and took two trips. */
async function refusedBetween(call: () => Promise<unknown>, act: () => Promise<unknown>): Promise<string> {
  const [row, tokens] = [await rowNow(), await spent()];
  trips = [];
  let after = row;
  let others = tokens;
  meanwhile = async () => {
    await act();
    trips = ['facts', 'write'];
    [after, others] = [await rowNow(), await spent()];
  };
  const { code } = await problemOf(call());
  expect([trips, await rowNow(), await spent()]).toEqual([['facts', 'write'], after, others]);
  return code;
}

describe('between the trips of a claim', () => {
  let ticket: string;
  beforeEach(async () => ({ ticket } = await phone.reserve(card)));
  const claim = () => kiosk.claim(card);

  it.each<[string, string, () => Promise<unknown>]>([
    ['the kiosk is revoked', 'kiosk-revoked', () => become('revoked')],
    ['the kiosk is suspended', 'kiosk-suspended', () => become('suspended')],
    ['kiosks close', 'kiosk-closed', () => close(false)],
    ['its own hours end', 'kiosk-closed', () => hoursUntilNow()],
    [
      'the phone gives it up',
      'reservation-ended',
      () => phone.api.call('cancelReservation', { token: ticket }),
    ],
    ['another kiosk takes it', 'reservation-in-use', async () => (await world.kiosk()).claim(card)],
    ['the reservation is deleted', 'no-reservation', () => rowsOf('DELETE FROM reservations')],
  ])('%s: %s', async (_, code, act) => {
    expect(await refusedBetween(claim, act)).toBe(code);
    expect(await rowsOf('SELECT 1 FROM redemptions WHERE kiosk_id = ?', kiosk.id)).toEqual([]);
  });

  it('its use comes to light as the phone gives it up: it is recorded all the same', async () => {
    const visit = await kiosk.claim(card);
    const { authorisation, agreement } = await kiosk.authorise(visit, card);
    await card.reset(authorisation, agreement);
    world.now += 301;
    meanwhile = () => phone.api.call('cancelReservation', { token: ticket });
    expect((await problemOf(claim())).code).toBe('reservation-ended');
    expect(await rowNow()).toMatchObject({ state: 'completed' });
    expect([await inTrail('cancelled'), await inTrail('completed')]).toEqual([1, 1]);
  });

  it('another card takes the visit: token-used, and its own reservation stays free', async () => {
    const other = await cardAt(1);
    await (await world.phone()).reserve(other);
    const redemption = await kiosk.api.call('openRedemption');
    const ask = async (whose: TestCard) =>
      kiosk.api.call('claim', {
        token: redemption.redemption,
        message: await whose.claim(redemption, new Uint8Array(65)),
      });
    meanwhile = () => ask(other);
    expect((await problemOf(ask(card))).code).toBe('token-used');
    expect(await inTrail('claimed')).toBe(1);
  });

  it('the same request wins: the same answer, in two trips', async () => {
    const redemption = await kiosk.api.call('openRedemption');
    const message = await card.claim(redemption, new Uint8Array(65));
    const ask = () => kiosk.api.call('claim', { token: redemption.redemption, message });
    let first: unknown;
    trips = [];
    meanwhile = async () => (first = await ask());
    expect(await ask()).toEqual(first);
    expect([trips.length, await inTrail('claimed')]).toEqual([4, 1]);
  });

  it('another kiosk takes it and gives it back: it is claimed all the same, in a third trip', async () => {
    const second = await world.kiosk();
    meanwhile = async () => {
      const { redemption } = await second.claim(card);
      await second.api.call('abort', { token: redemption.redemption, message: { reason: 'person' } });
      trips = ['facts', 'write'];
    };
    expect((await claim()).claimed.matchCode).toHaveLength(4);
    expect(trips).toEqual(['facts', 'write', 'write']);
  });
});

describe('between the trips of', () => {
  let visit: Visit;
  let ticket: string;
  beforeEach(async () => {
    ({ ticket } = await phone.reserve(card));
    visit = await kiosk.claim(card);
  });
  const token = () => visit.redemption.redemption;
  const calls = {
    authorise: () => kiosk.authorise(visit, card),
    renew: () => kiosk.api.call('renew', { token: token() }),
    abort: () => kiosk.api.call('abort', { token: token(), message: { reason: 'person' } }),
  };
  const giveBack = calls.abort;

  it.each<[keyof typeof calls, string, string, () => Promise<unknown>]>([
    ['authorise', 'the kiosk is revoked', 'kiosk-revoked', () => become('revoked')],
    ['authorise', 'an emergency cuts visits', 'kiosk-closed', () => close(true)],
    ['authorise', 'the claim is given back', 'claim-lapsed', giveBack],
    ['authorise', 'the reservation is deleted', 'no-reservation', () => rowsOf('DELETE FROM reservations')],
    ['renew', 'the kiosk is suspended', 'kiosk-suspended', () => become('suspended')],
    ['renew', 'the claim is given back', 'claim-lapsed', giveBack],
    ['abort', 'the kiosk is revoked', 'kiosk-revoked', () => become('revoked')],
  ])('%s, %s: %s', async (call, _, code, act) => {
    expect(await refusedBetween(calls[call], act)).toBe(code);
    expect([await inTrail('authorised'), await inTrail('renewed')]).toEqual([0, 0]);
  });

  it('authorise, a closure begins that cuts nothing: it goes out', async () => {
    meanwhile = () => close(false);
    expect((await calls.authorise()).authorisation).toMatch(/./);
  });

  it('abort, an authorisation goes out: only the lease frees it', async () => {
    meanwhile = calls.authorise;
    expect(await calls.abort()).toEqual({ outcome: 'leased', leaseUntil: world.now + 300 });
  });

  it.each<[string, string[], () => Promise<unknown>]>([
    ['nothing', ['write'], async () => undefined],
    ['the phone tries to give it up', ['write'], () => problemOf(cancel())],
    ['the lease runs out, and the phone gives it up', ['write', 'write'], () => later(cancel)],
    ['the same card reserves again', ['write', 'write'], () => later(() => phone.reserve(card))],
    ['the row is deleted', ['write'], () => rowsOf('DELETE FROM reservations')],
  ])('authorisation and receipt, %s: it is completed', async (_, needed, act) => {
    const { authorisation, agreement } = await calls.authorise();
    const message = await card.reset(authorisation, agreement);
    await act();
    trips = [];
    const { reservationId, completedAt } = await kiosk.api.call('complete', { message });
    expect([trips, reservationId, completedAt]).toEqual([needed, visit.claimed.reservationId, world.now]);
    const completions = "SELECT kiosk_id FROM audit_events WHERE kind LIKE '%complet%'";
    expect(await rowsOf(completions)).toEqual([{ kiosk_id: kiosk.id }]);
  });
  const cancel = () => phone.api.call('cancelReservation', { token: ticket });
  const later = (act: () => Promise<unknown>) => {
    world.now += 300;
    return act();
  };

  it('a receipt, somebody else brings it too: both are told the same', async () => {
    const { authorisation, agreement } = await calls.authorise();
    const message = await card.reset(authorisation, agreement);
    let first: unknown;
    meanwhile = async () => {
      first = await kiosk.api.call('complete', { message });
      world.now += 60;
    };
    expect(await kiosk.api.call('complete', { message })).toEqual(first);
    expect(await inTrail('completed')).toBe(1);
  });
});

describe('no trip', () => {
  it('is made to open a redemption, whoever asks: the claim knows its kiosk', async () => {
    const key = await createDpopKey();
    const everything = new Proxy(
      {},
      { get: () => () => Promise.reject(new Error('the database was asked')) },
    );
    const lonely = await createWorld({
      wrap: (ports) =>
        ({ ...ports, visits: everything, kiosks: everything, maintenance: everything }) as never,
    });
    expect((await send(lonely, 'openRedemption', { key })).status).toBe(201);
    await phone.reserve(card);
    const stranger = await confirmedKiosk(around(world));
    await rowsOf('DELETE FROM kiosks WHERE id = ?', stranger.id);
    expect((await problemOf(stranger.claim(card))).code).toBe('kiosk-unknown');
    expect((await problemOf(stranger.api.call('heartbeat', { message: IN_ORDER }))).code).toBe(
      'kiosk-unknown',
    );
  });

  it('is made by a heartbeat for the calendar, which comes with the kiosk and is never old', async () => {
    const beat = async () => (await kiosk.api.call('heartbeat', { message: IN_ORDER })).opening.open;
    expect(await beat()).toBe(true);
    await close(false);
    expect(await beat()).toBe(false);
  });
});
