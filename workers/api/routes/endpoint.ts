import {
  type Endpoint,
  type EndpointName,
  endpoints,
  type Endpoints,
  type ReplyOf,
  type RequestOf,
} from '#schema/contract/endpoints.ts';
import type { Result } from '../domain/result.ts';
import type { Call, Ports } from '../ports/index.ts';
import { readContent } from './body.ts';
import { readCaller, type CallerOf, type Callers } from './caller.ts';
import type { App, RequestContext } from './context.ts';
import { problem } from './problem.ts';

/** A request that met its contract: who asks, and for what. */
export interface Input<N extends EndpointName> {
  caller: CallerOf<Endpoints[N]['credential']>;
  message: RequestOf<N>;
  files: Readonly<Record<string, Uint8Array[]>>;
  call: Call;
}

type Serving = Callers & Pick<Ports, 'digest'>;
type Handler<N extends EndpointName> = (input: Input<N>) => Promise<Result<ReplyOf<N>>>;

/** Mounts one call of the endpoint table: credential, then content, then the service, then the reply or the problem. */
export function serve<N extends EndpointName>(app: App, ports: Serving, name: N, handle: Handler<N>): void {
  const endpoint: Endpoint = endpoints[name];
  app.on(endpoint.method, endpoint.path, async (c) => {
    const input = await readInput(c, ports, endpoint);
    if (!input.ok) return problem(c, input);
    const result = await handle(input.value as Input<N>);
    return result.ok ? c.json(result.value as object, endpoint.status) : problem(c, result);
  });
}

async function readInput(
  c: RequestContext,
  ports: Serving,
  endpoint: Endpoint,
): Promise<Result<Input<EndpointName>>> {
  const { now } = c.var;
  if (endpoint.credential !== 'none') c.header('DPoP-Nonce', await ports.proofs.nonce(now));
  const caller =
    endpoint.credential === 'none' ? null : await readCaller(ports, endpoint.credential, c.req.raw, now);
  if (caller && !caller.ok) return caller;
  const content = await readContent(c.req.raw, endpoint.body, ports.digest);
  if (!content.ok) return content;
  const { message, files, digest } = content.value;
  const proof = caller?.value.proof ?? { jkt: '', jti: '', expiresAt: 0 };
  const input = {
    caller: caller?.value.who ?? null,
    message,
    files,
    call: { now, proof, bodyDigest: digest },
  };
  return { ok: true, value: input as Input<EndpointName> };
}
