import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ThresholdName } from '#schema/contract/thresholds.ts';
import { alarmWebhook } from './alarm-webhook.ts';
import type { StepCount } from './domain/step-counts.ts';
import { raiseAlarms } from './services/raise-alarms.ts';

const HOUR = 1_800_000_000;

/** A receiver that keeps what it is sent, and answers what it is told to. */
let server: Server;
let received: Record<string, unknown>[];
let answer: (response: ServerResponse, time: number) => void;
let address: string;
beforeEach(async () => {
  received = [];
  answer = (response) => response.writeHead(204).end();
  const receive = async (request: IncomingMessage, response: ServerResponse) => {
    received.push(JSON.parse(await text(request)) as Record<string, unknown>);
    answer(response, received.length);
  };
  server = createServer((request, response) => void receive(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Runs of the cron, over counts that can be set. */
function crons() {
  const told = new Set<ThresholdName>();
  const logs: object[] = [];
  const claims: StepCount[] = [];
  const ports = {
    settings: { issuer: 'https://kaijo.test' } as never,
    stepCounts: { add: async () => undefined, since: async () => claims },
    alarms: {
      told: async () => [...told],
      note: async (name: ThresholdName, state: 'crossed' | 'well') => {
        if (state === 'well') told.delete(name);
        else told.add(name);
      },
    },
    alarmWebhook: alarmWebhook(address, 1, 200),
    log: (line: object) => void logs.push(line),
  };
  return {
    logs,
    count: (under: number, count: number) =>
      void claims.push({ hour: HOUR, step: 'claim', outcome: 'ok', under, count }),
    run: (times = 1) =>
      Array.from({ length: times }).reduce<Promise<void>>(
        (last) => last.then(() => raiseAlarms(ports, HOUR)),
        Promise.resolve(),
      ),
  };
}

describe('whoever is to be woken', () => {
  it('is told once when a threshold is crossed, and once when it is well again', async () => {
    const cron = crons();
    await cron.run(2);
    expect(received).toEqual([]);
    cron.count(1_600, 3);
    await cron.run(3);
    expect(received).toEqual([
      {
        alarm: 'claim-slow',
        state: 'crossed',
        text: 'https://kaijo.test: 3 of 3 claims took 0.8 seconds or longer. claim-slow: workers/README.md, "Alarms"',
        asked: 3,
        bad: 3,
        allowed: 0.05,
        issuer: 'https://kaijo.test',
        at: HOUR,
      },
    ]);
    cron.count(50, 97);
    await cron.run(3);
    expect(received.map(({ state }) => state)).toEqual(['crossed', 'well']);
    expect(cron.logs).toEqual(
      ['crossed', 'well'].map((state) => ({ at: HOUR, alarm: 'claim-slow', state, taken: true })),
    );
  });

  it('is told three times in one run at most, and by the next run what was not taken', async () => {
    const cron = crons();
    cron.count(1_600, 3);
    answer = (response, time) => response.writeHead(time < 6 ? 500 : 200).end();
    await cron.run();
    expect([received.length, cron.logs]).toEqual([3, [expect.objectContaining({ taken: false })]]);
    await cron.run(2);
    expect(received).toHaveLength(6);
  });

  it.each<[string, typeof answer]>([
    ['sends elsewhere', (response) => response.writeHead(307, { Location: '/else' }).end()],
    ['says nothing', () => undefined],
  ])('and %s is not followed, nor waited for', async (_, what) => {
    answer = what;
    const message = {
      alarm: 'claim-slow',
      state: 'well',
      text: '',
      asked: 0,
      bad: 0,
      allowed: 0,
      issuer: '',
      at: 0,
    } as const;
    expect(await alarmWebhook(address, 1, 50)(message)).toBe(false);
    expect(received).toHaveLength(3);
  });

  it('may be nobody, and may be away', async () => {
    const unasked = () => Promise.reject(new Error('asked'));
    await raiseAlarms({ alarmWebhook: null, stepCounts: { since: unasked } } as never, HOUR);
    expect(await alarmWebhook('http://127.0.0.1:1/', 1)({} as never)).toBe(false);
  });
});
