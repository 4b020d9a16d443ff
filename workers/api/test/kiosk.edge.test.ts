import { beforeEach, describe, expect, it } from 'vitest';
import { createDpopKey } from '#clients/sdk/index.ts';
import type { Heartbeat } from '#schema/contract/kiosk.ts';
import { IN_ORDER, type Kiosk } from './actors.ts';
import { refuses } from './proven.ts';
import { send } from './send.ts';
import { cardAt, createWorld, emptyDatabase, issueCode, rowsOf, setKioskState, type World } from './world.ts';

let world: World;
let kiosk: Kiosk;
beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  kiosk = await world.kiosk();
});

/** 17:00 in Japan plus this makes 23:00. */
const TO_CLOSING = 6 * 3_600;

const inOrder = {
  body: JSON.stringify(IN_ORDER),
  headers: { 'Content-Type': 'application/json' },
};
const beat = (said: Partial<Heartbeat> = {}) =>
  kiosk.api.call('heartbeat', { message: { ...IN_ORDER, ...said } });

describe('a kiosk', () => {
  refuses('kiosk-unknown', 'one that was never enrolled', async () =>
    send(world, 'heartbeat', { key: await createDpopKey(), ...inOrder }),
  );
  refuses('kiosk-unknown', 'a receipt from a key that was never enrolled', async () => {
    const body = JSON.stringify(await (await cardAt(0)).receipt());
    const headers = { 'Content-Type': 'application/json' };
    return send(world, 'complete', { key: await createDpopKey(), body, headers });
  });
  refuses('kiosk-pending', 'one that the operator has not confirmed', async () => {
    await setKioskState(kiosk.thumbprint, 'pending');
    return beat();
  });
  refuses('kiosk-suspended', 'its very next call, until the operator takes it back', async () => {
    await setKioskState(kiosk.thumbprint, 'suspended');
    return beat();
  });
  it('that was suspended works again without enrolling anew', async () => {
    await setKioskState(kiosk.thumbprint, 'suspended');
    await setKioskState(kiosk.thumbprint, 'active');
    expect((await beat()).kioskId).toBe(kiosk.id);
  });
  refuses('kiosk-revoked', 'its very next call, in the middle of a visit', async () => {
    const card = await cardAt(0);
    await (await world.phone()).reserve(card);
    const visit = await kiosk.claim(card);
    await setKioskState(kiosk.thumbprint, 'revoked');
    return kiosk.authorise(visit, card);
  });
  const enrolWith = async (code: string) =>
    send(world, 'enrolKiosk', {
      key: await createDpopKey(),
      body: JSON.stringify({ code }),
      headers: { 'Content-Type': 'application/json' },
    });
  refuses('enrolment-refused', 'a code that nobody issued', () => enrolWith('TEST-0000-0000-0000'));
  refuses('enrolment-refused', 'a code that was used', async () => {
    const code = await issueCode(world);
    await enrolWith(code);
    return enrolWith(code);
  });
  refuses('enrolment-refused', 'a code after a day', async () => {
    const code = await issueCode(world);
    world.now += 86_400;
    return enrolWith(code);
  });
  it('may write its code as people do, and ask again', async () => {
    const code = (await issueCode(world)).replace(/(.{4})/g, '$1-').toLowerCase();
    const key = await createDpopKey();
    const wide = Array.from(code, (c) =>
      c === '-' ? '‐' : String.fromCodePoint(c.codePointAt(0)! + 0xfee0),
    ).join('');
    const ask = () =>
      send(world, 'enrolKiosk', {
        key,
        body: JSON.stringify({ code: wide.replaceAll('０', 'Ｏ') }),
        headers: { 'Content-Type': 'application/json' },
      });
    const [first, second] = [await ask(), await ask()];
    expect([first.status, second.status]).toEqual([201, 201]);
    const reply = (await first.json()) as { state: string };
    expect(await second.json()).toEqual(reply);
    expect(reply.state).toBe('pending');
  });
  it('is told when it opens, and heard of', async () => {
    world.now += TO_CLOSING;
    const { opening } = await beat();
    expect(opening).toEqual({ open: false, until: world.now + 7.5 * 3_600, reason: 'hours' });
    expect(await rowsOf('SELECT last_seen_at FROM kiosks')).toEqual([{ last_seen_at: world.now }]);
  });
});
