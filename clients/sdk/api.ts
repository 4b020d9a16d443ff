import * as v from 'valibot';
import { endpoints, type Endpoint, type EndpointName, type RequestBody } from '#schema/contract/endpoints.ts';
import type { ReplyOf, RequestOf } from '#schema/contract/endpoints.ts';
import { ProblemBody } from '#schema/contract/problem.ts';
import { createProver, type ProofFor, type Prover } from './dpop.ts';
import { ApiProblem, NetworkFailure } from './failure.ts';
import { createKept, type Kept } from './kept.ts';

/** How to reach the service. */
export interface ApiOptions {
  /** Scheme, host and port, as in the service's `iss`: proofs are made for it. */
  origin: string;
  /** Signs every call that needs a proof; a client that only asks what anybody may ask needs none. */
  key?: CryptoKeyPair;
  /** BCP 47 tag in which refusals are to be worded, asked anew for each call. */
  language?: () => string;
  fetch?: typeof fetch;
  /** Longest wait for an answer, in milliseconds. */
  patience?: number;
}

/** File parts by name, as the endpoint table calls them. */
export type Files = Readonly<Record<string, readonly Uint8Array<ArrayBuffer>[]>>;

/** `token` goes where the endpoint's credential is one; `files` where its body is multipart. */
export interface ApiRequest<N extends EndpointName> {
  token?: string;
  message?: RequestOf<N>;
  files?: Files;
  signal?: AbortSignal;
}

/** The service, one method for all of its endpoint table. Throws `ApiProblem` or `NetworkFailure`, nothing else. */
export interface Api {
  call<N extends EndpointName>(name: N, request?: ApiRequest<N>): Promise<ReplyOf<N>>;
}

const PATIENCE = 30_000;

/**
 * Connects to the service at `origin`. Keeps the last server nonce, and repeats a call once when it had run out, or when its
 * proof had come before.
 */
export function createApi(options: ApiOptions): Api {
  const prover = options.key ? createProver(options.key) : null;
  let nonce: string | null = null;
  const kept = createKept();
  const attempt = async (endpoint: Endpoint, request: ApiRequest<EndpointName>): Promise<Response> => {
    const response = await send(options, prover, { endpoint, request, nonce, kept });
    nonce = response.headers.get('DPoP-Nonce') ?? nonce;
    return response;
  };
  return {
    async call<N extends EndpointName>(name: N, request: ApiRequest<N> = {}): Promise<ReplyOf<N>> {
      const endpoint: Endpoint = endpoints[name];
      const asked = request as ApiRequest<EndpointName>;
      const first = await attempt(endpoint, asked);
      const response = wantsAnotherProof(first) ? await attempt(endpoint, asked) : first;
      const again = kept.again(endpoint, asked.token, response);
      if (again) return again as ReplyOf<N>;
      const reply = (await readReply(endpoint, response)) as ReplyOf<N>;
      kept.keep(endpoint, asked.token, response, reply);
      return reply;
    },
  };
}

/** A browser sends a request again whose connection broke, and is told that its proof is spent: a fresh one is answered. */
const wantsAnotherProof = (response: Response): boolean =>
  response.status === 401 &&
  /use_dpop_nonce|invalid_dpop_proof/.test(response.headers.get('WWW-Authenticate') ?? '');

interface Attempt {
  endpoint: Endpoint;
  request: ApiRequest<EndpointName>;
  nonce: string | null;
  kept: Kept;
}

async function send(
  options: ApiOptions,
  prover: Prover | null,
  { endpoint, request, nonce, kept }: Attempt,
): Promise<Response> {
  const url = options.origin + endpoint.path;
  const { method } = endpoint;
  const { body, headers } = writeContent(endpoint.body, request.message, request.files ?? {});
  const credentials = await credentialsFor(endpoint, prover, {
    method,
    url,
    nonce,
    token: request.token ?? null,
  });
  const language = options.language ? { 'Accept-Language': options.language() } : {};
  const limit = AbortSignal.timeout(options.patience ?? PATIENCE);
  const signal = request.signal ? AbortSignal.any([request.signal, limit]) : limit;
  const held = kept.headersFor(endpoint, request.token);
  const init = {
    method,
    body,
    headers: { ...headers, ...credentials, ...language, ...held },
    signal,
  } as const;
  try {
    return await (options.fetch ?? fetch)(url, { ...init, cache: 'no-store', credentials: 'omit' });
  } catch (cause) {
    throw new NetworkFailure('no answer', cause);
  }
}

async function credentialsFor(
  { credential }: Endpoint,
  prover: Prover | null,
  proof: ProofFor,
): Promise<Record<string, string>> {
  const bearer = proof.token === null ? {} : { Authorization: `DPoP ${proof.token}` };
  if (credential === 'none') return bearer;
  if (!prover) throw new TypeError(`${proof.method} ${proof.url} needs a key`);
  return { ...bearer, DPoP: await prover(proof) };
}

async function readReply(endpoint: Endpoint, response: Response): Promise<unknown> {
  const body = await readJson(response);
  if (response.status === endpoint.status) {
    const reply = v.safeParse(endpoint.reply, body);
    if (reply.success) return reply.output;
  }
  const problem = v.safeParse(ProblemBody, body);
  if (problem.success) throw new ApiProblem(problem.output);
  throw new NetworkFailure(`an answer that the contract does not know (${response.status})`);
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    throw new NetworkFailure(`an answer that is not JSON (${response.status})`, cause);
  }
}

/** A request's body and the headers that describe it, in the form the endpoint table asks for. */
interface Content {
  body: BodyInit | null;
  headers: Record<string, string>;
}

/** Writes a message (and its files) as JSON or multipart. The boundary of a multipart body is the platform's to choose. */
function writeContent(expected: RequestBody | null, message: unknown, files: Files): Content {
  if (!expected) return { body: null, headers: {} };
  const data = JSON.stringify(message);
  if (expected.kind === 'json') return { body: data, headers: { 'Content-Type': 'application/json' } };
  const form = new FormData();
  form.append('data', new Blob([data], { type: 'application/json' }));
  for (const [name, { mediaType }] of Object.entries(expected.files)) {
    for (const file of files[name] ?? []) form.append(name, new Blob([file], { type: mediaType }), name);
  }
  return { body: form, headers: {} };
}
