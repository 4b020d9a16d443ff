import type { Context, Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { refused } from '../domain/result.ts';
import type { Ports } from '../ports/index.ts';
import { problem } from './problem.ts';

/** What middleware leaves for the handlers and the log line of one request. */
export interface Variables {
  requestId: string;
  /** Unix seconds, read once for each request. */
  now: number;
  /** The check that refused the request; goes to the log alone. */
  check: string | null;
}

export type App = Hono<{ Variables: Variables }>;
export type RequestContext = Context<{ Variables: Variables }>;

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

/** Turns away an address that asks far too often. A coarse shield for the service; what protects a card is counted per card. */
export const shield = ({ mayAsk }: Pick<Ports, 'mayAsk'>) =>
  createMiddleware<{ Variables: Variables }>(async (c, next) => {
    const address = c.req.header('CF-Connecting-IP');
    if (address === undefined || (await mayAsk(networkOf(address)))) return next();
    return problem(c, refused('rate-limited', 'address'));
  });

/** An IPv4 address, or the /64 that one household has of IPv6. */
function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [left = [], right = []] = address.split('::').map((part) => part.split(':').filter(Boolean));
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}
