import { expect, it } from 'vitest';
import { OPERATOR, quietCalendar } from '#clients/lab/people/cast.ts';
import { fakeService } from './test/service.ts';

const open = { open: true, until: null, reason: null };
const body = {
  now: 10,
  phone: open,
  kiosk: open,
  reservation: { expiresAt: 1, windows: [] },
  calendar: quietCalendar(10),
  consentVersion: 'c',
  operator: OPERATOR,
};
const view = {
  reservationId: '3f2b6c1e-0f5d-4c7e-9b3a-2d1f0e9c8b7a',
  status: 'reserved' as const,
  now: 10,
  expiresAt: 20,
  windows: [],
  matchCode: null,
  endedAt: null,
  support: null,
};
const tagged = (reply: object, tag: string) =>
  Response.json(reply, { headers: { ETag: tag, 'Kaijo-Now': '10' } });
const unchanged = (now: string) => new Response(null, { status: 304, headers: { 'Kaijo-Now': now } });

it('an answer that did not change is answered from memory, with the clock of now', async () => {
  const replies = [
    tagged(body, 'W/"1"'),
    unchanged('70'),
    tagged({ ...body, now: 80 }, 'W/"2"'),
    unchanged('90'),
  ];
  const { api, calls } = await fakeService({ getService: () => replies.shift()! });
  const answers = [];
  for (let call = 0; call < 4; call++) answers.push(await api.call('getService'));
  expect(answers.map(({ now }) => now)).toEqual([10, 70, 80, 90]);
  expect(answers[1]).toEqual({ ...body, now: 70 });
  expect(calls.map(({ headers }) => headers.get('If-None-Match'))).toEqual([null, 'W/"1"', 'W/"1"', 'W/"2"']);
});

it("another ticket's answer is not asked for by this one's tag", async () => {
  const { api, calls } = await fakeService({ getReservation: () => tagged(view, 'W/"1"') });
  for (const token of ['a.b.c', 'd.e.f', 'd.e.f']) await api.call('getReservation', { token });
  expect(calls.map(({ headers }) => headers.get('If-None-Match'))).toEqual([null, null, 'W/"1"']);
});

it('a 304 that nobody asked for, or without a clock, is no answer', async () => {
  const strange = [unchanged('10'), tagged(body, 'W/"1"'), new Response(null, { status: 304 })];
  const { api } = await fakeService({ getService: () => strange.shift()! });
  await expect(api.call('getService')).rejects.toThrow('not JSON (304)');
  await api.call('getService');
  await expect(api.call('getService')).rejects.toThrow('not JSON (304)');
});
