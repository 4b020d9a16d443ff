import * as v from 'valibot';
import { ProblemBody, PROBLEMS } from '#schema/contract/problem.ts';
import { Chance } from '../random.ts';
import type { Good } from './corpus.ts';
import { hostileRequest } from './hostile.ts';
import type { Target } from './target.ts';

/** After so many requests everything is made anew: tables stay small, and used codes and reservations come back. */
export const FRESH_EVERY = 500;
const PATIENCE = 10_000;

/**
 * Sends the hostile request of this seed, made from one of `corpus`, and answers what came of it: a problem code, or
 * `done`. Throws when that is anything the contract does not know.
 */
export async function hostileOutcome(target: Target, corpus: readonly Good[], seed: number): Promise<string> {
  const chance = new Chance(seed);
  const good = chance.pick(corpus);
  try {
    return await inTime(outcomeOf(target, await hostileRequest(chance, target, good)));
  } catch (error) {
    throw new Error(`request ${seed} (${good.name}): ${(error as Error).message}`, { cause: error });
  }
}

async function outcomeOf(target: Target, request: Request): Promise<string> {
  const response = await target.fetch(request);
  if (response.ok) {
    await response.arrayBuffer();
    return 'done';
  }
  if (request.method === 'HEAD') return String(response.status);
  const { code, status, requestId } = v.parse(ProblemBody, await response.json());
  if (code === 'internal' || PROBLEMS[code].status !== response.status || status !== response.status)
    throw new Error(`${code} with ${response.status}, request id ${requestId}`);
  return code;
}

/** Throws when there is no answer in time: a hang is a failure too. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('no answer')), PATIENCE);
  return Promise.race([answer, promise]).finally(() => clearTimeout(timer));
}
