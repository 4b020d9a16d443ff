import { createMiddleware } from 'hono/factory';
import { failure } from '../domain/failure.ts';
import type { Ports } from '../ports/index.ts';
import type { Variables } from './context.ts';
import { problem } from './problem.ts';

/** Turns away an address that asks far too often. A coarse shield for the service; what protects a card is counted per card. */
export const shield = ({ mayAsk }: Pick<Ports, 'mayAsk'>) =>
  createMiddleware<{ Variables: Variables }>(async (c, next) => {
    const address = c.req.header('CF-Connecting-IP');
    if (address === undefined || (await mayAsk(networkOf(address)))) return next();
    return problem(c, failure('rate-limited', 'address'));
  });

/** An IPv4 address, or the /64 that one household has of IPv6. */
function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [left = [], right = []] = address.split('::').map((part) => part.split(':').filter(Boolean));
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}
