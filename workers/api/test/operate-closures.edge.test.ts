import { beforeEach, describe, expect, it } from 'vitest';
import type { OperatorCall } from '#schema/contract/operator-acts.ts';
import type { ServiceReply } from '#schema/contract/service.ts';
import { operate } from '../operator-calls.ts';
import { cardAt, createWorld, emptyDatabase, rowsOf, type World } from './world.ts';

const ACTOR = 'hanako@operator.example';

let world: World;
beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
});

const ask = <C extends OperatorCall>(call: C, asked: object = {}) => operate(world.ports, call, ACTOR, asked);
async function value<C extends OperatorCall>(call: C, asked: object = {}) {
  const reply = await ask(call, asked);
  if (!reply.ok) throw new Error(reply.code);
  return reply.value;
}

describe('a closure', () => {
  const HOUR = 3_600;
  const plan = (from: number, until: number, more: object = {}) =>
    ask('planClosure', {
      from: world.now + from,
      until: world.now + until,
      scope: 'both',
      cuts: false,
      reason: 'maintenance',
      note: { ja: '点検', en: 'works' },
      force: false,
      ...more,
    });
  it.each([
    ['that ends before it begins', 2 * HOUR, HOUR, 'closure-backwards'],
    ['that is over', -2 * HOUR, -HOUR, 'closure-past'],
    ['that began long ago', -HOUR, HOUR, 'closure-past'],
    ['of more than three days', HOUR, 74 * HOUR, 'closure-long'],
    ['of the next year', 365 * 24 * HOUR, 365 * 24 * HOUR + HOUR, 'closure-far'],
  ])('%s is refused', async (_, from, until, code) => {
    expect(await plan(from, until)).toMatchObject({ ok: false, code });
    const insists = ['closure-long', 'closure-far'].includes(code);
    expect((await plan(from, until, { force: true })).ok).toBe(insists || from === -HOUR);
  });
  it('beside another one is refused', async () => {
    expect(await plan(HOUR, 2 * HOUR, { scope: 'kiosk' })).toMatchObject({ ok: true });
    expect(await plan(HOUR, 2 * HOUR, { scope: 'phone' })).toMatchObject({ ok: true });
    expect(await plan(1.5 * HOUR, 3 * HOUR)).toMatchObject({ ok: false, code: 'closure-overlaps' });
    expect(await plan(2 * HOUR, 3 * HOUR)).toMatchObject({ ok: true });
    expect(await rowsOf(`SELECT 1 FROM audit_events WHERE detail ->> 'actor' = ?`, ACTOR)).toHaveLength(3);
  });
  it('says before it is planned what it takes', async () => {
    await (await world.phone()).reserve(await cardAt(0));
    // 17:00 in Japan: six hours of this evening are left, and the next day until 17:00.
    const weighed = await value('weighClosure', {
      from: world.now + HOUR,
      until: world.now + 3 * HOUR,
      scope: 'kiosk',
    });
    expect(weighed).toEqual({ reservations: 1, hours: 2 });
    const night = { from: world.now + 7 * HOUR, until: world.now + 9 * HOUR, scope: 'kiosk' };
    expect(await value('weighClosure', night)).toEqual({ reservations: 0, hours: 0 });
  });
  it('has a reason and a note, and no endless one', async () => {
    await plan(HOUR, 2 * HOUR, { reason: 'emergency' });
    expect(await rowsOf('SELECT reason, note_ja, note_en, cuts FROM maintenance_windows')).toEqual([
      { reason: 'emergency', note_ja: '点検', note_en: 'works', cuts: 0 },
    ]);
    const note = { ja: '長'.repeat(201), en: 'long' };
    expect(await plan(3 * HOUR, 4 * HOUR, { note })).toMatchObject({ code: 'malformed-request' });
  });
  it('may be holidays, which are longer, and are told ahead with their reason', async () => {
    const day = 24 * HOUR;
    const days = { scope: 'kiosk', reason: 'closed-day' };
    expect(await plan(day, 11 * day + 1, days)).toMatchObject({ code: 'closure-long' });
    expect((await plan(day, 11 * day, days)).ok).toBe(true);
    const service = (await (await world.fetch('https://kaijo.test/v1/service')).json()) as ServiceReply;
    expect(service.calendar.closed).toEqual([
      { from: world.now + day, until: world.now + 11 * day, ...days, note: { ja: '点検', en: 'works' } },
    ]);
    expect((await value('listClosures')).yearly).toEqual(world.ports.settings.hours.closedDays);
    world.now += day;
    expect(await (await world.fetch('https://kaijo.test/v1/service')).json()).toMatchObject({
      kiosk: { open: false, reason: 'closed-day' },
    });
  });
  it('closes at once and opens at once', async () => {
    const ordered = { scope: 'kiosk', cuts: false, reason: 'emergency', note: null };
    const closed = await value('closeNow', { seconds: HOUR, ...ordered });
    expect(closed).toMatchObject({ from: world.now, until: world.now + HOUR });
    expect((await value('listClosures')).closures).toEqual([closed]);
    expect(await ask('openNow', { scope: 'phone' })).toMatchObject({ code: 'not-closed' });
    expect(await value('openNow', { scope: 'both' })).toEqual({ ended: [closed] });
    expect(await ask('endClosure', { id: closed.id })).toMatchObject({ code: 'closure-unknown' });
    expect((await value('listClosures')).closures).toEqual([]);
  });
});
