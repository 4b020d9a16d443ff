import { expect, it } from 'vitest';
import type { ProblemCode } from '#schema/contract/problem.ts';
import type { Answer, World } from '../ports.ts';
import { initialState } from '../state.ts';
import { kiosk, NOW } from '../test/play.ts';
import { hear } from './station.ts';
import type { Asking } from './run.ts';

/** What the kiosk makes of an answer to its heartbeat, with this chance. */
const heard = (answer: Answer<unknown>, chance = 0) =>
  hear(
    {
      service: { call: async () => answer },
      reader: {},
      clock: { now: () => NOW, chance: () => chance },
    } as unknown as World,
    { type: 'hear' },
    { state: initialState(NOW, '0.2.0') } as Asking,
  );
const refusal = (code: ProblemCode): Answer<never> => ({
  ok: false,
  trouble: { from: 'service', code, retryAfter: null, requestId: '' },
});

it.each([0, 0.25, 0.999])('calls again when the service wants it, spread by chance (%s)', async (chance) => {
  for (const nextIn of [900, 300]) {
    const { askAt } = (await heard({ ok: true, value: { ...kiosk, nextIn } }, chance)) as { askAt: number };
    expect(askAt).toBe(NOW + Math.round(nextIn * (1 + chance / 10)));
  }
});

it.each([
  ['kiosk-unknown', 'unknown'],
  ['kiosk-pending', 'pending'],
  ['kiosk-suspended', 'suspended'],
  ['kiosk-revoked', 'revoked'],
] as const)('%s is a standing, not an outage', async (code, standing) => {
  expect(await heard(refusal(code))).toMatchObject({ type: 'refused-here', standing });
});

it('asks again soon while it waits for its operator, and half a minute after nothing was heard', async () => {
  expect(await heard(refusal('kiosk-pending'))).toMatchObject({ askAt: NOW + 10 });
  expect(await heard({ ok: false, trouble: { from: 'network' } })).toEqual({
    type: 'unheard',
    askAt: NOW + 30,
  });
});
