import { expect, it } from 'vitest';
import { NOW } from '#clients/lab/people/cast.ts';
import type { Env } from '../config.ts';
import type { TrustAnchor } from '../crypto/card-trust/pinned.ts';
import { createWorker } from '../worker.ts';
import { newPhone } from './actors.ts';
import { createMatcher, type Outcome } from './matcher.ts';
import { around, createWorld, database, emptyDatabase, lab } from './world.ts';
import { createApi } from '#clients/sdk/index.ts';

/** A phone opens a session after it asked for the service's state. Answers what the matcher was told, and when. */
async function opened(outcome: Outcome) {
  await emptyDatabase();
  const matcher = createMatcher();
  matcher.outcome = outcome;
  const anchors = JSON.parse(lab.environment['ANCHORS']!) as TrustAnchor[];
  const variables = { ...lab.environment, DB: database, MATCHER: matcher } as unknown as Env;
  const worker = createWorker(variables, anchors, () => NOW);
  const later: Promise<unknown>[] = [];
  const seen: { path: string; warmed: number }[] = [];
  const ask = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const { cache: _, credentials: __, ...rest } = (init ?? {}) as Record<string, unknown>;
    const request = new Request(input as string, rest);
    const response = await worker.fetch(request, undefined, {
      waitUntil: (work) => void later.push(work),
    });
    seen.push({ path: new URL(request.url).pathname, warmed: matcher.warmed });
    return response;
  };
  await ask('https://kaijo.test/v1/service');
  const { ports } = await createWorld();
  const connect = (key: CryptoKeyPair) =>
    createApi({ origin: ports.settings.issuer, key, language: () => 'en', fetch: ask });
  await (await newPhone({ ...around(await createWorld()), connect })).open();
  return { seen, matcher, settled: await Promise.allSettled(later) };
}

it('a session that opens has the matcher open its models, after the answer', async () => {
  const { seen, matcher } = await opened('match');
  expect(seen[0]).toEqual({ path: '/v1/service', warmed: 0 });
  expect(seen.at(-1)!.path).toBe('/v1/sessions');
  expect(matcher.warmed).toBe(1);
});

it('a matcher that cannot spoils nothing', async () => {
  const { matcher, settled } = await opened('broken');
  expect(matcher.warmed).toBe(1);
  expect(settled.map(({ status }) => status)).not.toContain('rejected');
});
