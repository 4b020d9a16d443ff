import { RESERVATION_LIFE } from '../domain/reservation.ts';
import type { RequestContext } from './context.ts';

/** What an answer is, apart from the moment it was given at. */
export interface Revalidated {
  reply: object;
  now: number;
  /** Seconds after which it is sent whole although nothing changed. */
  life: number;
  digest: (input: string) => Promise<string>;
}

/**
 * Answers with an entity tag (RFC 9110 §8.8.3), or with 304 and no body when the caller holds this answer already. The
 * tag is made of the answer itself without `now` and what moves with it, so that nothing seen can change behind it.
 */
export async function revalidate(
  c: RequestContext,
  { reply, now, life, digest }: Revalidated,
): Promise<Response> {
  const moving = new Set([now, now + RESERVATION_LIFE]);
  const still = JSON.stringify(reply, (_, value: unknown) => (moving.has(value as number) ? 'now' : value));
  const tag = `W/"${(await digest(`${Math.floor(now / life)} ${still}`)).slice(0, 22)}"`;
  c.header('ETag', tag);
  c.header('Kaijo-Now', String(now));
  return holds(c.req.header('If-None-Match'), tag) ? c.body(null, 304) : c.json(reply);
}

/** RFC 9110 §13.1.2. */
const holds = (known: string | undefined, tag: string): boolean =>
  (known ?? '')
    .slice(0, 1_024)
    .split(',')
    .some((one) => one.trim() === tag);
