import { beforeEach, describe, expect, it } from 'vitest';
import type { VisitStory } from '#schema/contract/operator-acts.ts';
import { read } from '../arguments.ts';
import { exitOf } from '../exit.ts';
import { FIND } from './find.ts';

const REQUEST = 'c1e9b2a4-6f4d-4c1b-9d57-0a5b8e0f6f11';
const RESERVATION = '0d6d1c2e-1a58-4b0d-8a3e-2f6f5f0d7a22';
const PHONE = 'ACDEFHJK';
const KIOSK = 'MNPRTWXY';
const NOTHING: VisitStory = { reservations: [], redemptions: [], events: [] };
const made = {
  id: RESERVATION,
  state: 'claimed',
  createdAt: 100,
  expiresAt: 86_500,
  authorisedAt: null,
  endedAt: null,
};
const STORY: VisitStory = {
  reservations: [{ ...made, support: PHONE }],
  redemptions: [{ claimedAt: 200, support: KIOSK, kiosk: 'Naha 1' }],
  events: [{ seq: 1, at: 200, kind: 'reservation-claimed', kiosk: 'Naha 1', detail: '{}' }],
};
const line = (requestId: string, at: number, support: string | null) => ({
  requestId,
  at,
  method: 'POST',
  route: '/v1/sessions',
  status: 500,
  check: 'internal: bug',
  support,
  ms: 7,
  version: 'local',
});

let said: string[];
beforeEach(() => {
  said = [];
});
/** Runs a command; `logs` is what --logs would read. */
async function run(words: string[], { logs, known = STORY }: { logs?: string; known?: VisitStory } = {}) {
  const { values, positionals } = read([...words, '--json', ...(logs === undefined ? [] : ['--logs', 'f'])]);
  const [name, ...rest] = positionals;
  const ask = async (_: string, { of }: { of: string }) =>
    [RESERVATION, PHONE, KIOSK].includes(of) ? known : NOTHING;
  const given = {
    options: values,
    operator: async () => ({ ask }),
    read: async () => logs,
    say: (text: string) => said.push(text),
  };
  try {
    await FIND[name!]!(given as never, ...rest);
    return 0;
  } catch (error) {
    said.push((error as Error).message);
    return exitOf(error);
  }
}
const told = () => said.map((text) => JSON.parse(text) as { at: number; from: string; what: string });

describe('kaijo visit', () => {
  it.each([PHONE, 'acde-fhjk', 'MNPR TWXY'])('tells the story of %s in order', async (number) => {
    expect(await run(['visit', number])).toBe(0);
    expect(told().map(({ at, from, what }) => [at, from, what])).toEqual([
      [100, 'row', 'reservation'],
      [200, 'row', 'at a kiosk'],
      [200, 'trail', 'reservation-claimed'],
    ]);
  });
  it('adds the lines of phone and kiosk, and no others, from whatever wraps them', async () => {
    const wrapped = [
      JSON.stringify(line('a', 90, PHONE)),
      JSON.stringify({ $workers: { event: {} }, source: line('b', 150, KIOSK) }),
      JSON.stringify({ logs: [{ message: [JSON.stringify(line('c', 250, KIOSK))] }] }),
      JSON.stringify(line('a', 90, PHONE)),
      JSON.stringify(line('d', 160, 'AAAAAAAA')),
      'Connected to kaijo-api',
    ].join('\n');
    expect(await run(['visit', KIOSK], { logs: wrapped })).toBe(0);
    expect(told().map(({ at, from }) => `${at} ${from}`)).toEqual([
      '90 log',
      '100 row',
      '150 log',
      '200 row',
      '200 trail',
      '250 log',
    ]);
  });
  it('of a session that came to nothing is in the log alone', async () => {
    const logs = JSON.stringify(line('a', 90, PHONE));
    expect(await run(['visit', PHONE], { known: NOTHING, logs })).toBe(0);
    expect(told()).toEqual([expect.objectContaining({ from: 'log', what: '500 /v1/sessions' })]);
  });
  it('of which nothing is known says the way on', async () => {
    expect(await run(['visit', 'AAAAAAAA'])).toBe(6);
    expect(said[0]).toMatch(/say --logs/);
    expect(await run(['visit', 'AAAAAAAA'], { logs: '{}' })).toBe(6);
    expect(said[1]).toMatch(/read correctly/);
  });
  it.each([['visit', 'ABCDEFGH'], ['visit'], ['request', PHONE], ['request']])(
    'refuses %s %s',
    async (...words) => {
      expect(await run(words)).toBe(2);
    },
  );
  it('refuses a file without JSON', async () => {
    expect(await run(['visit', PHONE], { logs: 'not JSON' })).toBe(2);
  });
});

describe('kaijo request', () => {
  it('tells the story around a line of the log', async () => {
    const logs = [line(REQUEST, 150, KIOSK), line('a', 90, PHONE), line('b', 91, null)].map((one) =>
      JSON.stringify(one),
    );
    expect(await run(['request', REQUEST.toUpperCase()], { logs: logs.join('\n') })).toBe(0);
    expect(told().map(({ at, from }) => `${at} ${from}`)).toEqual([
      '90 log',
      '100 row',
      '150 log',
      '200 row',
      '200 trail',
    ]);
  });
  it('tells a line that belongs to no visit', async () => {
    expect(await run(['request', REQUEST], { logs: JSON.stringify(line(REQUEST, 1, null)) })).toBe(0);
    expect(told()).toHaveLength(1);
  });
  it('takes the id of a reservation without a log', async () => {
    expect(await run(['request', RESERVATION])).toBe(0);
    expect(await run(['request', REQUEST])).toBe(6);
    expect(said.at(-1)).toMatch(/in the log alone/);
  });
});
