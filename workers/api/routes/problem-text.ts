import type { ProblemCode } from '#schema/contract/problem.ts';

/**
 * Title and detail of every problem code in one language. The detail says what happened and what to do next; `charged`
 * takes its place where the refusal cost a try that it usually does not.
 */
export type ProblemText = Record<ProblemCode, readonly [title: string, detail: string, charged?: string]>;
