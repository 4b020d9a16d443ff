import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import * as v from 'valibot';
import { ProblemBody, PROBLEMS } from '#schema/contract/problem.ts';
import { goodRequests, type Good } from './fuzz/corpus.ts';
import { hostileRequest } from './fuzz/hostile.ts';
import { Chance } from './random.ts';
import { createWorld, emptyDatabase, type World } from './world.ts';

const { requests, seed } = inject('fuzz');
/** After so many requests the world is made anew: tables stay small, and used codes and reservations come back. */
const FRESH_EVERY = 500;
const PATIENCE = 10_000;

let world: World;
let corpus: Good[];
async function begin(): Promise<void> {
  await emptyDatabase();
  world = await createWorld();
  corpus = await goodRequests(world);
}
beforeAll(begin);
beforeEach(() => (world.logs.length = 0));

/** Throws when there is no answer in time: a hang is a failure too. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('no answer')), PATIENCE);
  return Promise.race([answer, promise]).finally(() => clearTimeout(timer));
}

/** What a hostile request came to: the code, or `done`. Throws when it is anything the contract does not know. */
async function outcomeOf(request: Request): Promise<string> {
  const response = await inTime(world.fetch(request));
  if (response.ok) return 'done';
  if (request.method === 'HEAD') return String(response.status);
  const { code, status } = v.parse(ProblemBody, await response.json());
  if (code === 'internal' || PROBLEMS[code].status !== response.status || status !== response.status)
    throw new Error(`${code} with ${response.status}: ${world.check}`);
  return code;
}

describe('hostile input', () => {
  it(
    `gets a documented answer: ${requests} requests from seed ${seed}`,
    async () => {
      const tally: Record<string, number> = {};
      for (let n = 0; n < requests; n++) {
        if (n > 0 && n % FRESH_EVERY === 0) await begin();
        const chance = new Chance(seed + n);
        const good = chance.pick(corpus);
        const outcome = await outcomeOf(await hostileRequest(chance, world, good)).catch((error: Error) => {
          throw new Error(`request ${seed + n} (${good.name}): ${error.message}`, { cause: error });
        });
        tally[outcome] = (tally[outcome] ?? 0) + 1;
        // oxlint-disable-next-line no-console -- the figures of a long run
        if ((n + 1) % 10_000 === 0) console.log(n + 1, JSON.stringify(tally, null, 1));
      }
      for (const code of [
        'done',
        'malformed-request',
        'token-refused',
        'card-not-accepted',
        'dpop-nonce-required',
      ])
        expect(Object.keys(tally)).toContain(code);
    },
    30_000 + requests * 200,
  );
});
