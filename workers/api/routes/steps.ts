import { createMiddleware } from 'hono/factory';
import { endpoints, type EndpointName } from '#schema/contract/endpoints.ts';
import type { ProblemCode } from '#schema/contract/problem.ts';
import type { Ports } from '../ports/index.ts';
import type { Variables } from './context.ts';

const STEPS = new Map<string, EndpointName>(
  (Object.keys(endpoints) as EndpointName[]).map((name) => [
    `${endpoints[name].method} ${endpoints[name].path}`,
    name,
  ]),
);

/** Counts every call of the endpoint table by how it ended and how long it took; whose it was is not counted. */
export const countSteps = ({ steps, stopwatch }: Pick<Ports, 'steps' | 'stopwatch'>) =>
  createMiddleware<{ Variables: Variables }>(async (c, next) => {
    const begun = stopwatch();
    await next();
    const step = STEPS.get(`${c.req.method} ${c.req.path}`);
    if (!step) return;
    const code = c.get('check')?.split(':', 1)[0] as ProblemCode | undefined;
    steps.count({ step, outcome: code ?? 'ok', milliseconds: stopwatch() - begun }, c.get('now'));
  });
