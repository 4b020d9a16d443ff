import { beforeEach, describe, expect, it } from 'vitest';
import type { Wrangler } from '../wrangler.ts';
import { deploy } from './deploy.ts';
import { goUp, SETTLED } from './gradual.ts';
import { faultOfHealth } from './health.ts';
import { rollBack, wayBack } from './roll-back.ts';

const API = { name: 'kaijo-api-staging', target: ['--env', 'staging'] };
let asked: string[];
let shares: [string, number][];
beforeEach(() => {
  asked = [];
  shares = [['old', 100]];
});

/** An account in which `old` has all of the traffic. */
const wrangler: Wrangler = async (args) => {
  asked.push(args.filter((word) => !word.startsWith('--config') && !word.includes('/')).join(' '));
  if (args[0] === 'deployments')
    return JSON.stringify({
      versions: shares.map(([version_id, percentage]) => ({ version_id, percentage })),
    });
  return args[1] === 'upload' ? 'Uploaded\nWorker Version ID: new-1\n' : '';
};
const rising = (...faults: (string | null)[]) => {
  const waited: number[] = [];
  const faultOf = async () => faults.shift() ?? null;
  return { waited, wrangler, faultOf, wait: async (s: number) => void waited.push(s), say: () => undefined };
};

describe('a new version', () => {
  it('takes the traffic by and by, and is asked each time', async () => {
    const way = rising();
    await goUp(API, way);
    expect(asked).toEqual([
      'deployments status --json --env staging',
      'versions upload --env staging',
      'versions deploy new-1@0 old@100 --yes --env staging',
      'versions deploy new-1@10 old@90 --yes --env staging',
      'versions deploy new-1@50 old@50 --yes --env staging',
      'versions deploy new-1@100 --yes --env staging',
      'triggers deploy --env staging',
    ]);
    expect(way.waited).toEqual([SETTLED, SETTLED, SETTLED, SETTLED]);
  });
  it('that is not well gives it back, and is met by nobody when it is not well from the start', async () => {
    await expect(goUp(API, rising('matcher: matcher-rpc'))).rejects.toThrow(
      'kaijo-api-staging: new-1 is not well at 0 %, matcher: matcher-rpc; old has all of it again',
    );
    expect(asked.slice(2)).toEqual([
      'versions deploy new-1@0 old@100 --yes --env staging',
      'versions deploy old@100 --yes --env staging',
    ]);
  });
  it('waits until an earlier one has gone up', async () => {
    shares = [
      ['old', 90],
      ['other', 10],
    ];
    await expect(goUp(API, rising())).rejects.toThrow('versions deploy VERSION@100');
  });
  it('of a Worker comes after what it calls', async () => {
    await deploy({ env: 'staging', wrangler, say: () => undefined, rising: null });
    expect(asked).toEqual([
      'deploy --env staging',
      'd1 migrations apply DB --remote --env staging',
      'deploy --env staging',
      'deploy --env staging',
    ]);
  });
});

describe('a service', () => {
  const said = (body: object, status = 200) => Response.json(body, { status });
  const well = { ok: true, database: 'ok', matcher: 'ok', version: 'new' };
  const faultOf = async (...answers: (Response | null)[]) => {
    const asked: string[] = [];
    const fetch = async (_: unknown, init?: RequestInit) => {
      asked.push(new Headers(init?.headers).get('Cloudflare-Workers-Version-Overrides')!);
      const next = answers.length > 1 ? answers.shift() : answers[0];
      if (!next) throw new Error('away');
      return next.clone();
    };
    const api = { worker: 'kaijo-api-staging', version: 'new' };
    const wait = async () => undefined;
    return [
      await faultOfHealth({ origin: 'https://kaijo.test', api, fetch: fetch as never, wait }),
      asked.length,
      asked[0],
    ];
  };
  it('is well when the version in question says so five times', async () => {
    expect(await faultOf(said({ ...well, version: 'old' }), said(well))).toEqual([
      null,
      6,
      'kaijo-api-staging="new"',
    ]);
  });
  it.each([
    ['another version', said({ ...well, version: 'old' }), 'another version answers for it'],
    [
      'a part that is away',
      said({ ...well, ok: false, matcher: 'matcher-rpc' }, 503),
      'database: ok, matcher: matcher-rpc',
    ],
    [
      "Cloudflare's own page",
      new Response('error code: 1101', { status: 500 }),
      'https://kaijo.test/healthz answers 500',
    ],
    ['nothing', null, 'nothing answers at https://kaijo.test/healthz'],
  ])('is not by %s', async (_, answer, fault) => {
    expect((await faultOf(answer))[0]).toBe(fault);
  });
});

describe('a roll back', () => {
  /** Newest first; a star marks a change of a secret. */
  const history =
    (...ran: string[]): Wrangler =>
    async (args, input) => {
      const ids = ran.map((name) => name.replace('*', ''));
      if (args[0] === 'deployments')
        return JSON.stringify(
          ids.map((version_id, n) => ({
            created_on: new Date(1e12 - n * 1e6).toISOString(),
            versions: [{ version_id, percentage: 100 }],
          })),
        );
      if (args[1] === 'list')
        return JSON.stringify(
          ids.map((id, n) => ({
            id,
            annotations: { 'workers/triggered_by': ran[n]!.endsWith('*') ? 'secret' : 'upload' },
          })),
        );
      return wrangler(args, input);
    };
  it('leads to the code of before with the keys that it had last', async () => {
    const way = await wayBack(API, history('v4', 'v3*', 'v2', 'v1'));
    expect(way).toEqual({ from: 'v4', to: 'v3', secretsChanged: false });
    await rollBack(API, way, false, wrangler);
    expect(asked).toEqual(['versions deploy v3@100 --yes --env staging']);
  });
  it('behind a change of a secret is refused, with the way on, unless it is insisted on', async () => {
    const way = await wayBack(API, history('v4*', 'v3*', 'v2', 'v1'));
    expect(way).toEqual({ from: 'v4', to: 'v1', secretsChanged: true });
    await expect(rollBack(API, way, false, wrangler)).rejects.toThrow(
      "yesterday's code with today's secrets",
    );
    expect(asked).toEqual([]);
    await rollBack(API, way, true, wrangler);
    expect(asked[0]).toMatch(/^rollback v1 --message kaijo rollback --yes/);
  });
  it.each([[['v1']], [['v2*', 'v1']]])('needs something to lead to: %s', async (ran) => {
    await expect(wayBack(API, history(...ran))).rejects.toThrow('no version of kaijo-api-staging before');
  });
});
