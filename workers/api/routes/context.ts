import type { Context, Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Fault } from '../domain/fault.ts';
import type { Ports } from '../ports/index.ts';
import { drain } from './door.ts';

/** What middleware leaves for the handlers and the log line of one request. */
export interface Variables {
  requestId: string;
  /** Unix seconds, read once for each request. */
  now: number;
  /** The check that refused the request; goes to the log alone. */
  check: string | null;
  /** Of the visit the request belongs to, once its token is believed. */
  support: string | null;
  /** What went wrong on our side; goes to the log alone. */
  fault: Fault | null;
}

export type App = Hono<{ Variables: Variables }>;
export type RequestContext = Context<{ Variables: Variables }>;

/** Two years, in seconds: browsers reach this name by TLS alone. */
const BY_TLS_ALONE = 'max-age=63072000';

/** Gives every request an id and the instant it is judged at, and writes one line about it: no card, no person, no body. */
export const requestLine = (ports: Pick<Ports, 'clock' | 'random' | 'log' | 'version'>) =>
  createMiddleware<{ Variables: Variables }>(async (c, next) => {
    const began = performance.now();
    c.set('requestId', ports.random.uuid());
    c.set('now', ports.clock());
    c.set('check', null);
    c.set('support', null);
    c.set('fault', null);
    await next();
    await drain(c.req.raw);
    c.header('X-Request-Id', c.get('requestId'));
    c.header('Cache-Control', c.res.headers.get('Cache-Control') ?? 'no-store');
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Strict-Transport-Security', BY_TLS_ALONE);
    ports.log({
      requestId: c.get('requestId'),
      at: c.get('now'),
      method: c.req.method,
      // The pattern, not the path: a path is the caller's text.
      route: c.req.routePath,
      status: c.res.status,
      check: c.get('check'),
      support: c.get('support'),
      ms: Math.round(performance.now() - began),
      version: ports.version,
      ...c.get('fault'),
    });
  });
