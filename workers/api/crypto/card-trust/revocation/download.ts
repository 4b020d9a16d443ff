import { concat, type Octets } from '#schema/contract/card.ts';
import { require } from '../check.ts';

/** The part of `fetch` that is needed here. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What may be spent on one answer. */
export interface Limits {
  /** How refusals name the source. */
  name: string;
  bytes: number;
  seconds: number;
}

/** A source that says itself that it cannot answer anybody now. Its name is the failed check. */
class Overloaded extends Error {}

/**
 * The body of a 200 answer within the limits; anything else throws: `Untrusted` where the source answered, something else
 * where it could not be reached or is overloaded. Redirects are not followed: only the pinned address
 * is ever asked.
 */
export async function download(
  fetch: Fetch,
  url: string,
  init: Pick<RequestInit, 'method' | 'headers' | 'body'>,
  limits: Limits,
): Promise<Octets> {
  const signal = AbortSignal.timeout(limits.seconds * 1_000);
  const expired = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  const received = async () => {
    const response = await fetch(url, { ...init, redirect: 'manual', signal });
    const check = `${limits.name}-status-${response.status}`;
    if (response.status >= 500 || response.status === 429)
      throw Object.assign(new Overloaded(check), { name: check });
    require(response.status === 200, check);
    return readAtMost(response, limits);
  };
  return Promise.race([received(), expired]);
}

async function readAtMost(response: Response, { name, bytes }: Limits): Promise<Octets> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array<ArrayBuffer>>) {
    size += chunk.length;
    // Leaving the loop cancels the body.
    require(size <= bytes, `${name}-too-large`);
    chunks.push(chunk);
  }
  return concat(...chunks);
}
