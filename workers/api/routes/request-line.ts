import { createMiddleware } from 'hono/factory';
import type { Ports } from '../ports/index.ts';
import type { Variables } from './context.ts';

/** Gives every request an id and the instant it is judged at, and writes one line about it: no card, no person, no body. */
export const requestLine = (ports: Pick<Ports, 'clock' | 'random' | 'log'>) =>
  createMiddleware<{ Variables: Variables }>(async (c, next) => {
    c.set('requestId', ports.random.uuid());
    c.set('now', ports.clock());
    c.set('check', null);
    await next();
    c.header('X-Request-Id', c.var.requestId);
    c.header('Cache-Control', c.res.headers.get('Cache-Control') ?? 'no-store');
    c.header('X-Content-Type-Options', 'nosniff');
    ports.log({
      requestId: c.var.requestId,
      at: c.var.now,
      method: c.req.method,
      // The pattern, not the path: a path is the caller's text.
      route: c.req.routePath,
      status: c.res.status,
      check: c.var.check,
    });
  });
