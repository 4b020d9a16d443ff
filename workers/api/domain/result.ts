import type { QualityReason } from '#schema/contract/face.ts';
import type { ProblemCode } from '#schema/contract/problem.ts';
import type { Fault } from './fault.ts';

/**
 * Why a request was refused. `code` and the figures reach the caller; `check` goes to the log alone and names the
 * check that failed, so that security failures can share one public code.
 */
export interface Failure {
  code: ProblemCode;
  check: string;
  /** Seconds. */
  retryAfter?: number;
  reasons?: QualityReason[];
  triesLeft?: number;
  /** What went wrong on our side; goes to the log alone. */
  fault?: Fault;
}

type Facts = Omit<Failure, 'code' | 'check'>;

/** What every step answers: a value, or the one reason why not. */
export type Result<T> = { ok: true; value: T } | Refused;
export type Refused = { ok: false; failure: Failure };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const refused = (code: ProblemCode, check: string, facts: Facts = {}): Refused => ({
  ok: false,
  failure: { code, check, ...facts },
});
