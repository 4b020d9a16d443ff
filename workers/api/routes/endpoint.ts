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
import { readCaller, visitOf, type Caller, type CallerOf, type Callers } from './caller.ts';
import type { App, RequestContext } from './context.ts';
import { problem } from './problem.ts';
import { revalidate } from './revalidation.ts';

/** A request that met its contract: who asks, and for what. */
export interface Input<N extends EndpointName> {
  caller: CallerOf<Endpoints[N]['credential']>;
  message: RequestOf<N>;
  files: Readonly<Record<string, Uint8Array[]>>;
  call: Call;
}

type Serving = Callers & Pick<Ports, 'digest' | 'supportNumber'>;
type Handler<N extends EndpointName> = (input: Input<N>) => Promise<Result<ReplyOf<N>>>;

/** Mounts one call of the endpoint table: credential, then content, then the service, then the reply or the problem. */
export function serve<N extends EndpointName>(app: App, ports: Serving, name: N, handle: Handler<N>): void {
  const endpoint: Endpoint = endpoints[name];
  app.on(endpoint.method, endpoint.path, async (c) => {
    const input = await readInput(c, ports, endpoint);
    if (!input.ok) return problem(c, input);
    const result = await handle(input.value as Input<N>);
    if (!result.ok) return problem(c, result);
    const reply = result.value as { support?: string | null };
    c.set('support', c.get('support') ?? reply.support ?? null);
    if (endpoint.revalidated === undefined) return c.json(reply, endpoint.status);
    return revalidate(c, { reply, now: c.get('now'), life: endpoint.revalidated, digest: ports.digest });
  });
}

async function readInput(
  c: RequestContext,
  ports: Serving,
  endpoint: Endpoint,
): Promise<Result<Input<EndpointName>>> {
  const now = c.get('now');
  const caller = await admitted(c, ports, endpoint.credential);
  if (!caller.ok) return caller;
  const content = await readContent(c.req.raw, endpoint.body, ports.digest);
  if (!content.ok) return content;
  const { message, files, digest } = content.value;
  const { who, proof } = caller.value;
  const input = { caller: who, message, files, call: { now, proof, bodyDigest: digest } };
  return { ok: true, value: input as Input<EndpointName> };
}

const NOBODY: Caller = { who: null, proof: { jkt: '', jti: '', expiresAt: 0 } };

/** Credential, then the visit it belongs to. */
async function admitted(
  c: RequestContext,
  ports: Serving,
  credential: Endpoint['credential'],
): Promise<Result<Caller>> {
  if (credential === 'none') return { ok: true, value: NOBODY };
  c.header('DPoP-Nonce', await ports.proofs.nonce(c.get('now')));
  const caller = await readCaller(ports, credential, c.req.raw, c.get('now'));
  if (!caller.ok) return caller;
  const visit = visitOf(credential, caller.value);
  if (visit !== null) c.set('support', await ports.supportNumber(visit));
  return caller;
}
