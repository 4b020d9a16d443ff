import type { Endpoint } from '#schema/contract/endpoints.ts';

/** The last answer to each call that can be revalidated, so that one that did not change need not be sent again. */
export interface Kept {
  headersFor(endpoint: Endpoint, token: string | undefined): Record<string, string>;
  /** The kept answer, with the service's clock as it is now, if the service says that it still holds. */
  again(endpoint: Endpoint, token: string | undefined, response: Response): object | null;
  keep(endpoint: Endpoint, token: string | undefined, response: Response, reply: object): void;
}

interface Held {
  token: string | undefined;
  tag: string;
  reply: object;
}

/** Keeps one answer of a call, in memory: another token's takes its place. */
export function createKept(): Kept {
  const held = new Map<Endpoint, Held>();
  const heldFor = (endpoint: Endpoint, token: string | undefined) => {
    const one = held.get(endpoint);
    return one?.token === token ? one : undefined;
  };
  return {
    headersFor(endpoint, token) {
      const one = heldFor(endpoint, token);
      return one ? { 'If-None-Match': one.tag } : {};
    },
    again(endpoint, token, response) {
      const now = Number(response.headers.get('Kaijo-Now') ?? Number.NaN);
      const one = heldFor(endpoint, token);
      return response.status === 304 && one && Number.isInteger(now) ? { ...one.reply, now } : null;
    },
    keep(endpoint, token, response, reply) {
      const tag = response.headers.get('ETag');
      if (endpoint.revalidated !== undefined && tag !== null) held.set(endpoint, { token, tag, reply });
    },
  };
}
