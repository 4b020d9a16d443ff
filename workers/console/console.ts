import {
  OPERATOR_CALLS,
  type OperatorCall,
  type OperatorReply,
  type OperatorRpc,
} from '#schema/contract/operator-acts.ts';
import { asPage, OF_CALLS } from './headers.ts';
import type { Identify } from './login.ts';

/** Largest message: a thousand kiosks with all that is said of them. Bytes. */
const LARGEST = 1_048_576;

/** What the console is made of. */
interface Parts {
  identify: Identify;
  operator: OperatorRpc;
  /** Where the files of the page are. */
  pages: (request: Request) => Promise<Response>;
  /** One line for each request. */
  log: (line: Readonly<Record<string, string | number>>) => void;
}

/**
 * Shows the page, and forwards `POST /calls/NAME` to the API with the name of whoever is logged in. Who is not gets
 * nothing, wherever he knocks.
 */
export function createConsole(parts: Parts) {
  const { log } = parts;
  return async (request: Request): Promise<Response> => {
    const response = await answer(parts, request).catch((error: unknown) => {
      log({ fault: error instanceof Error ? error.name : 'unknown' });
      return empty(503);
    });
    log({ path: callIn(request) ?? '?', status: response.status });
    return response;
  };
}

async function answer({ identify, operator, pages }: Parts, request: Request): Promise<Response> {
  const actor = await identify(request);
  if (actor === null) return empty(403);
  const call = callIn(request);
  if (call !== null) return forward(operator, call, actor, request);
  const { pathname } = new URL(request.url);
  if (request.method !== 'GET' || pathname.startsWith('/calls/')) return empty(404);
  const file = await pages(request);
  return file.status === 404 ? empty(404) : asPage(file, pathname);
}

async function forward(
  operator: OperatorRpc,
  call: OperatorCall,
  actor: string,
  request: Request,
): Promise<Response> {
  if (request.method !== 'POST') return empty(405);
  // No form of another site can send this without being asked for, and nobody is.
  if (request.headers.get('Content-Type') !== 'application/json') return empty(415);
  const message = await textWithin(request, LARGEST);
  if (message === null) return empty(413);
  const reply: OperatorReply = await operator[call](actor, messageIn(message));
  return Response.json(reply, { status: statusOf(reply), headers: OF_CALLS });
}

function callIn({ url }: Request): OperatorCall | null {
  const name = /^\/calls\/(\w+)$/.exec(new URL(url).pathname)?.[1];
  return name !== undefined && Object.hasOwn(OPERATOR_CALLS, name) ? (name as OperatorCall) : null;
}

/** The body as text; null as soon as it is longer than `most` bytes, whatever it said of its length. */
async function textWithin({ body }: Request, most: number): Promise<string | null> {
  const decoder = new TextDecoder();
  let [text, length] = ['', 0];
  for await (const part of body ?? []) {
    length += part.byteLength;
    if (length > most) return null;
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
}

/** What is no JSON, the API finds malformed like anything else that it cannot read. */
function messageIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function statusOf(reply: OperatorReply): number {
  if (reply.ok) return 200;
  if (reply.code === 'internal') return 500;
  return reply.code === 'malformed-request' ? 400 : 409;
}

const empty = (status: number) => new Response(null, { status, headers: OF_CALLS });
