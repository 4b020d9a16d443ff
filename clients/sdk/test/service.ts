import * as v from 'valibot';
import { createApi } from '#clients/sdk/index.ts';
import { endpoints, type Endpoint, type EndpointName, type RequestOf } from '#schema/contract/endpoints.ts';
import { problemType, PROBLEMS, type ProblemBody, type ProblemCode } from '#schema/contract/problem.ts';
import { createDpopKey, type Api } from '../index.ts';

export const ORIGIN = 'https://kaijo.example';

/** A call as the service got it: the message fits the contract. */
export interface Call {
  name: EndpointName;
  token: string | null;
  headers: Headers;
  message: unknown;
  files: Record<string, Uint8Array[]>;
}

/** What the service answers a call with: a reply of the contract, or a whole response, or a throw for none at all. */
export type Answers = { [N in EndpointName]?: (call: Call) => unknown };

/** A service that answers as it is told, and an SDK in front of it. */
export interface FakeService {
  api: Api;
  calls: Call[];
  /** The calls' names, in order. */
  names(): EndpointName[];
  /** The message of the last call of that name. */
  said<N extends EndpointName>(name: N): RequestOf<N>;
}

export async function fakeService(answers: Answers, patience = 5_000): Promise<FakeService> {
  const calls: Call[] = [];
  const answering: typeof fetch = async (input, init = {}) => {
    const call = await callOf(String(input), init);
    calls.push(call);
    const answer = answers[call.name];
    if (!answer) throw new Error(`nobody expected ${call.name}`);
    const reply = await answer(call);
    if (reply instanceof Response) return reply;
    return Response.json(reply, { status: endpoints[call.name].status });
  };
  return {
    api: createApi({ origin: ORIGIN, key: await createDpopKey(), fetch: answering, patience }),
    calls,
    names: () => calls.map(({ name }) => name),
    said: (name) => calls.findLast((call) => call.name === name)!.message as RequestOf<typeof name>,
  };
}

async function callOf(address: string, init: RequestInit): Promise<Call> {
  const { origin, pathname } = new URL(address);
  const wanted = ([, { method, path }]: [string, Endpoint]) => method === init.method && path === pathname;
  const found = Object.entries(endpoints).find(wanted);
  if (origin !== ORIGIN || !found) throw new Error(`no endpoint ${init.method} ${address}`);
  const [name, endpoint] = found as [EndpointName, Endpoint];
  const headers = new Headers(init.headers);
  const token = /^DPoP (.*)$/.exec(headers.get('Authorization') ?? '')?.[1] ?? null;
  const { data, files } = await partsOf(init.body ?? null);
  const message = endpoint.body && v.parse(endpoint.body.schema, JSON.parse(data));
  return { name, token, headers, message, files };
}

async function partsOf(body: BodyInit | null): Promise<{ data: string; files: Call['files'] }> {
  if (!(body instanceof FormData)) return { data: String(body), files: {} };
  const names = [...new Set(body.keys())].filter((name) => name !== 'data');
  const read = async (name: string) =>
    Promise.all(body.getAll(name).map(async (part) => new Uint8Array(await (part as File).arrayBuffer())));
  const files = await Promise.all(names.map(async (name) => [name, await read(name)] as const));
  return { data: await (body.get('data') as File).text(), files: Object.fromEntries(files) };
}

/** A refusal as the service words it. */
export function problem(code: ProblemCode, headers: Record<string, string> = {}): Response {
  const { status, actor } = PROBLEMS[code];
  const facts = {
    retryable: false,
    retryAfter: null,
    reasons: [],
    triesLeft: null,
    requestId: 'r-1',
    support: null,
  };
  const body = { type: problemType(code), title: code, status, detail: 'detail', code, actor, ...facts };
  const type = { 'Content-Type': 'application/problem+json' };
  return new Response(JSON.stringify(body satisfies ProblemBody), {
    status,
    headers: { ...type, ...headers },
  });
}
