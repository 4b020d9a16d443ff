import { describe, expect, it } from 'vitest';
import type { KioskAtReader, KioskWelcome } from '#clients/card/reader.ts';
import type { ProblemCode } from '#schema/contract/problem.ts';
import type { Answer, World } from '../ports.ts';
import { initialState } from '../state.ts';
import { NOW } from '../test/play.ts';
import type { Asking } from './run.ts';
import { hear } from './station.ts';

const REPLY = { kioskId: 'k', state: 'pending', thumbprint: 't' };
const refused = (code: ProblemCode): Answer<never> => ({
  ok: false,
  trouble: { from: 'service', code, retryAfter: null, requestId: '' },
});
const unreached: Answer<never> = { ok: false, trouble: { from: 'network' } };

/** A kiosk that the service does not know, on a machine that answers so; what it did, and what came of it. */
async function unknown(
  welcome: (told: KioskAtReader) => KioskWelcome | null | Error,
  enrolment: Answer<unknown>,
) {
  const did: string[] = [];
  const world = {
    service: {
      call: async (name: string, { message }: { message: { code?: string } }) => {
        if (name === 'heartbeat') return refused('kiosk-unknown');
        did.push(`enrol ${message.code}`);
        return enrolment;
      },
    },
    reader: {
      introduce: async (told: KioskAtReader) => {
        did.push(told.standing);
        const answer = welcome(told);
        if (answer instanceof Error) throw answer;
        return answer;
      },
    },
    thumbprint: 't',
    renewKey: async () => void did.push('new key'),
    clock: { now: () => NOW, chance: () => 0 },
  } as unknown as World;
  const outcome = await hear(world, { type: 'hear' }, { state: initialState(NOW, '0.2.0') } as Asking);
  return { did, outcome };
}
const again = (seconds: number) => ({ type: 'refused-here', standing: 'unknown', askAt: NOW + seconds });

describe('a kiosk that the service does not know', () => {
  it('enrols with the code of its machine', async () => {
    const { did, outcome } = await unknown(() => ({ code: 'C' }), { ok: true, value: REPLY });
    expect([did, outcome]).toEqual([['unknown', 'enrol C'], { type: 'enrolled', reply: REPLY }]);
  });
  it('tells the machine of a code that is not taken', async () => {
    const { did, outcome } = await unknown(() => ({ code: 'C' }), refused('enrolment-refused'));
    expect([did, outcome]).toEqual([['unknown', 'enrol C', 'refused'], again(300)]);
  });
  it.each([
    ['the service', () => ({ code: 'C' })],
    ['the machine', () => new Error('bridge-lost')],
  ])('asks again soon where %s was not reached, and the code stays', async (_, welcome) => {
    const { did, outcome } = await unknown(welcome, unreached);
    expect([did.includes('refused'), outcome]).toEqual([false, again(10)]);
  });
  it.each([() => ({}), () => null])(
    'waits for somebody to type a code where there is none',
    async (welcome) => {
      expect((await unknown(welcome, unreached)).outcome).toEqual(again(300));
    },
  );
  it("makes a key of its own where it is another machine's", async () => {
    const { did } = await unknown(() => ({ renew: true }), unreached);
    expect(did).toEqual(['unknown', 'new key']);
  });
});
