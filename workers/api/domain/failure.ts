import type { QualityReason } from '#schema/contract/face.ts';
import type { ProblemCode } from '#schema/contract/problem.ts';

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
}

export function failure(
  code: ProblemCode,
  check: string,
  facts: Omit<Failure, 'code' | 'check'> = {},
): Failure {
  return { code, check, ...facts };
}
