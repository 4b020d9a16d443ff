import type { Context, Hono } from 'hono';

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
