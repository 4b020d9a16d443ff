import { expect, it } from 'vitest';
import * as v from 'valibot';
import { ApiProblem } from '#clients/sdk/index.ts';
import type { ReservationStatus } from '#schema/contract/reservation.ts';
import { passing, problemType, ProblemBody, PROBLEMS, type ProblemCode } from '#schema/contract/problem.ts';

// table.ts reads the calls of these two: the table in workers/api/README.md says which test proves what.

/** A test that something is refused with this code. `ask` makes the call, by the client or by hand. */
export function refuses(code: ProblemCode, what: string, ask: () => Promise<unknown>): void {
  it(`${code}: ${what}`, async () => {
    const { status, actor } = PROBLEMS[code];
    const problem = await problemOf(ask());
    expect(problem).toMatchObject({ type: problemType(code), code, status, actor });
    expect(passing(code) && problem.retryAfter === null).toBe(false);
  });
}

/** A test of one transition of a reservation. `walk` answers the states that were seen, in order. */
export function moves(
  transition: `${ReservationStatus} → ${ReservationStatus}`,
  what: string,
  walk: () => Promise<ReservationStatus[]>,
): void {
  it(`${transition}: ${what}`, async () => {
    expect((await walk()).join(' → ')).toBe(transition);
  });
}

/** The problem that a call ends in; throws when it ends in anything else. */
export async function problemOf(call: Promise<unknown>): Promise<ProblemBody> {
  try {
    const answer = await call;
    if (answer instanceof Response) return v.parse(ProblemBody, await answer.json());
  } catch (error) {
    if (error instanceof ApiProblem) return error.problem;
    throw error;
  }
  throw new Error('the call was not refused');
}
