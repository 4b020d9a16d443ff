import { describe, expect, it } from 'vitest';
import { createApi, createDpopKey } from '#clients/sdk/index.ts';
import { createDrawer } from '../drawer.ts';
import { NO_ERRANDS } from '../test/fake-world.ts';
import type { Kept, World } from '../ports.ts';
import type { Effect } from '../state/effects.ts';
import { eventOf, type Event, type Outcome } from '../state/events.ts';
import type { State } from '../state/types.ts';
import { service, view } from '../test/play.ts';
import { perform } from './run.ts';

type Answer = { status: number; body: unknown };

/** A world without card and camera, whose service answers as it is told. */
function worldThat(answer: (path: string, request: RequestInit) => Answer) {
  const kept: { value: Kept | null } = { value: null };
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const { pathname } = new URL(String(input));
    asked.push(`${init.method} ${pathname}`);
    const { status, body } = answer(pathname, init);
    return Response.json(body, { status });
  };
  const world: World = {
    api: (key) => createApi({ origin: 'https://kaijo.example', fetch, ...(key ? { key } : {}) }),
    makeKey: createDpopKey,
    keeper: {
      load: async () => kept.value,
      save: async (value) => void (kept.value = value),
      clear: async () => void (kept.value = null),
    },
    trail: { load: () => null, save: () => {} },
    drawer: createDrawer(),
    holding: { key: null, kept: null, reader: null, desk: null, errands: NO_ERRANDS },
    engine: { load: () => {}, look: async () => null },
    findReader: async () => ({ kind: 'none', reader: null }),
    desk: () => Promise.reject(new Error('no card here')),
    reload: () => {},
    now: () => 0,
  };
  const events: Event[] = [];
  const tell = (outcome: Outcome) => void events.push(eventOf(outcome, 0));
  const run = async (effect: Effect) => {
    const outcome = await perform(world, effect, { state: {} as State, tell, wanted: () => true });
    if (outcome) tell(outcome);
  };
  return { world, kept, asked, events, run };
}

const token = 'a.b.c';
const session = { session: token, expiresAt: 1, audience: 'x', nonce: 'n'.repeat(43) };
const liveness = { challenge: token, steps: ['left' as const], expiresAt: 1 };
const reserved = { ticket: token, receipt: token, reservation: view };

describe('effects', () => {
  it('keep a reservation with the key of its session, and ask for it with that key', async () => {
    const replies: Record<string, Answer> = {
      '/v1/sessions': { status: 201, body: session },
      '/v1/reservations': { status: 201, body: reserved },
      '/v1/reservations/current': { status: 200, body: { ...view, status: 'claimed', matchCode: 'K7QX' } },
    };
    const { world, kept, events, run } = worldThat((path) => replies[path]!);
    await run({ type: 'open-session', consentVersion: '2026-11' });
    const image = Uint8Array.of(1, 2, 3);
    world.drawer.putShots([0, 500, 900].map((capturedAt) => ({ image, capturedAt })));
    await run({ type: 'reserve', cardToken: token, liveness });
    expect(events.at(-1)).toMatchObject({ type: 'reserved', saved: true });
    expect(kept.value).toMatchObject({ ticket: token, view });
    expect(Object.keys(kept.value!).toSorted()).toEqual(['key', 'ticket', 'view']);
    expect(kept.value!.key.privateKey.extractable).toBe(false);
    expect(world.drawer.shots()).toEqual([]);
    expect([...image]).toEqual([0, 0, 0]);
    await run({ type: 'poll' });
    expect(events.at(-1)).toMatchObject({ type: 'polled', view: { matchCode: 'K7QX' } });
    expect(kept.value!.view.status).toBe('claimed');
  });

  it('tell of a reservation that this phone cannot keep', async () => {
    const { world, events, run } = worldThat((path) =>
      path === '/v1/sessions' ? { status: 201, body: session } : { status: 201, body: reserved },
    );
    world.keeper.save = () => Promise.reject(new Error('quota'));
    await run({ type: 'open-session', consentVersion: '2026-11' });
    await run({ type: 'reserve', cardToken: token, liveness });
    expect(events.at(-1)).toMatchObject({ type: 'reserved', saved: false });
  });

  it('turn refusals, silence and faults into troubles', async () => {
    const problem = {
      type: 'urn:kaijo:problem:phone-closed',
      title: '',
      status: 503,
      detail: '',
      code: 'phone-closed',
      actor: 'person',
      retryAfter: 60,
      reasons: [],
      triesLeft: null,
      requestId: 'r1',
      support: null,
    };
    const refusing = worldThat(() => ({ status: 503, body: problem }));
    await refusing.run({ type: 'ask-service' });
    expect(refusing.events).toMatchObject([
      {
        type: 'failed',
        trouble: { from: 'service', code: 'phone-closed', retryAfter: 60, requestId: 'r1' },
      },
    ]);
    const portal = worldThat(() => ({ status: 200, body: { hello: 'wifi' } }));
    await portal.run({ type: 'ask-service' });
    expect(portal.events).toMatchObject([{ type: 'failed', trouble: { from: 'network' } }]);
    await portal.run({ type: 'look' });
    expect(portal.events.at(-1)).toMatchObject({ trouble: { from: 'phone', code: 'part-missing' } });
  });

  it('forget what is kept when asked to', async () => {
    const { kept, run, events } = worldThat(() => ({ status: 200, body: service }));
    kept.value = { ticket: token, key: await createDpopKey(), view };
    await run({ type: 'start' });
    expect(events).toMatchObject([{ type: 'started', kept: view, kind: 'none' }]);
    await run({ type: 'forget', what: ['kept'] });
    expect(kept.value).toBeNull();
  });
});
