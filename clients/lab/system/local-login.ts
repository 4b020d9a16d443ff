import type { Identify } from '#workers/console/login.ts';

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** On a developer's machine there is no Access: everybody there is this actor, and nobody anywhere else is. */
export const onThisMachine =
  (actor: string): Identify =>
  async ({ url }) =>
    LOOPBACK.has(new URL(url).hostname) ? actor : null;
