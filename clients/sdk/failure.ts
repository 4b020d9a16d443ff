import type { ProblemBody } from '#schema/contract/problem.ts';

/** The service refused, and says why. Go by `problem.code`; `problem.detail` is worded for the person. */
export class ApiProblem extends Error {
  override name = 'ApiProblem';
  readonly problem: ProblemBody;

  constructor(problem: ProblemBody) {
    super(problem.code);
    this.problem = problem;
  }
}

/** No answer, or none that the contract knows: the network, or something in between that speaks for the service. */
export class NetworkFailure extends Error {
  override name = 'NetworkFailure';

  constructor(what: string, cause?: unknown) {
    super(what, { cause });
  }
}
