import { beforeEach, describe, expect, it } from 'vitest';
import { endpoints } from '#schema/contract/endpoints.ts';
import { problemOf } from './proven.ts';
import { send } from './send.ts';
import { cardAt, createWorld, emptyDatabase, rowsOf, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
});

const NUMBER = /^[ACDEFHJKMNPRTWXY]{8}$/;
const lastSupport = () => world.logs.at(-1)!['support'];

describe('the support number', () => {
  it('is one from session to reservation, in replies, log lines and the row', async () => {
    const phone = await world.phone();
    const session = await phone.open();
    const { support } = session;
    expect(support).toMatch(NUMBER);
    expect(lastSupport()).toBe(support);
    const evidence = await (await cardAt(0)).evidence(session);
    const form = new FormData();
    form.append('data', new Blob([JSON.stringify(evidence.evidence)], { type: 'application/json' }));
    form.append('photo', new Blob([evidence.photo], { type: 'application/octet-stream' }), 'photo');
    const card = await (
      await send(world, 'presentCard', { key: phone.key, token: session.session, body: form })
    ).json();
    expect(lastSupport()).toBe(support);
    const { reservation, ticket } = await phone.face(card as never);
    expect(reservation.support).toBe(support);
    expect(await rowsOf('SELECT support FROM reservations')).toEqual([{ support }]);
    expect(await phone.api.call('getReservation', { token: ticket })).toMatchObject({ support });
    expect(lastSupport()).toBe(support);
  });

  it('is in a refusal once the token is believed, and not before', async () => {
    const phone = await world.phone();
    const { session, support } = await phone.open();
    const made = { token: session, body: '{}', headers: { 'Content-Type': 'application/json' } };
    expect(await problemOf(send(world, 'presentCard', { ...made, key: phone.key }))).toMatchObject({
      support,
    });
    expect(lastSupport()).toBe(support);
    const stranger = (await world.phone()).key;
    expect(await problemOf(send(world, 'presentCard', { ...made, key: stranger }))).toMatchObject({
      support: null,
    });
    expect(endpoints.presentCard.credential).toBe('session');
  });

  it('of a redemption is its own, in its row and in its refusals', async () => {
    await (await world.phone()).reserve(await cardAt(0));
    const kiosk = await world.kiosk();
    const { redemption } = await kiosk.claim(await cardAt(0));
    expect(redemption.support).toMatch(NUMBER);
    expect(await rowsOf('SELECT support FROM redemptions')).toEqual([{ support: redemption.support }]);
    const refused = send(world, 'claim', { key: kiosk.key, token: redemption.redemption, body: '{}' });
    expect(await problemOf(refused)).toMatchObject({ support: redemption.support });
    const [made] = await rowsOf('SELECT support FROM reservations');
    expect(made!['support']).not.toBe(redemption.support);
  });

  it('is never in the trail, and depends on a key', async () => {
    const { reservation } = await (await world.phone()).reserve(await cardAt(0));
    const { redemption } = await (await world.kiosk()).claim(await cardAt(0));
    const trail = JSON.stringify(await rowsOf('SELECT * FROM audit_events'));
    for (const { support } of [reservation, redemption]) expect(trail).not.toContain(support);
    const other = await createWorld({ environment: { CARD_PEPPER: 'C'.repeat(43) } });
    const [one, another] = await Promise.all([world, other].map(({ ports }) => ports.supportNumber('visit')));
    expect(one).not.toBe(another);
  });
});
