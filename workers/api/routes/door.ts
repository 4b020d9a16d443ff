import { createMiddleware } from 'hono/factory';
import { endpoints, type Endpoint } from '#schema/contract/endpoints.ts';
import { refused } from '../domain/result.ts';
import type { Ports } from '../ports/index.ts';
import type { Variables } from './context.ts';
import { problem } from './problem.ts';

/** Turns away whoever reached this Worker by another name than its own: tokens and proofs are bound to that one. */
export const ownOrigin = ({ settings }: Pick<Ports, 'settings'>) =>
  createMiddleware<{ Variables: Variables }>(async (c, next) => {
    if (new URL(c.req.url).origin === settings.issuer) return next();
    return problem(c, refused('misdirected-request', 'origin'));
  });

/** Turns everybody away while the database is being restored: what they would write now would be lost. */
export const pause = ({ settings }: Pick<Ports, 'settings'>) =>
  createMiddleware<{ Variables: Variables }>(async (c, next) =>
    settings.paused && c.req.path.startsWith('/v1/')
      ? problem(c, refused('service-paused', 'paused'))
      : next(),
  );

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

/** As much as the largest body of any call. */
const DRAINED = Math.max(...Object.values<Endpoint>(endpoints).map(({ body }) => body?.maxBytes ?? 0));
/** Milliseconds. */
const PATIENCE = 5_000;

/**
 * Takes what is left of a body whose request is already answered: a client that is still sending would lose the answer
 * with the connection. What is longer or slower than any good body is cut off.
 */
export async function drain({ body }: Request): Promise<void> {
  if (!body || body.locked) return;
  const reader = body.getReader();
  const giveUp = () => reader.cancel().catch(() => undefined);
  const timer = setTimeout(() => void giveUp(), PATIENCE);
  try {
    for (let left = DRAINED; left > 0;) {
      const { done, value } = await reader.read();
      if (done) return;
      left -= value.byteLength;
    }
    await giveUp();
  } catch {
    // The caller went away: there is nobody to lose the answer.
  } finally {
    clearTimeout(timer);
  }
}
