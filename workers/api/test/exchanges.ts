import * as v from 'valibot';
import { endpoints, type Endpoint, type EndpointName } from '#schema/contract/endpoints.ts';
import { ProblemBody, type ProblemCode } from '#schema/contract/problem.ts';
import { refusalsOf } from '#schema/contract/refusals.ts';

/**
 * Every exchange of these tests, good or bad, is one that the contract lists: status, members, and which call refuses what.
 * `recording`: prints each for `record.ts`, which keeps one of a kind as an example.
 */
export async function holdToContract(
  request: Request,
  response: Response,
  recording: boolean,
): Promise<void> {
  const name = calledBy(request);
  const nowhere = !name && isProblem(request, response);
  if (response.status === 304 || !(name || nowhere)) return;
  const body: unknown = await response.clone().json();
  if (name && response.ok) holdReply(name, response.status, body);
  else holdRefusal(name, v.parse(ProblemBody, body).code);
  if (!recording) return;
  const line = response.ok
    ? `CALL ${name} ${JSON.stringify({ request: await messageOf(request), reply: body })}`
    : `PROBLEM ${(body as ProblemBody).code} ${JSON.stringify(body)}`;
  // oxlint-disable-next-line no-console -- read by record.ts
  console.log(line);
}

/** What is no call may answer with an error and no problem, as /healthz does. */
const isProblem = ({ method }: Request, { headers }: Response): boolean =>
  method !== 'HEAD' && headers.get('Content-Type')?.startsWith('application/problem+json') === true;

function calledBy({ method, url }: Request): EndpointName | undefined {
  const { pathname } = new URL(url);
  const found = Object.entries<Endpoint>(endpoints).find(
    ([, endpoint]) => endpoint.method === method && endpoint.path === pathname,
  );
  return found?.[0] as EndpointName | undefined;
}

function holdReply(name: EndpointName, status: number, body: unknown): void {
  const endpoint: Endpoint = endpoints[name];
  if (status !== endpoint.status) throw new Error(`${name} answered ${status}, not ${endpoint.status}`);
  v.parse(endpoint.reply, body);
}

/** What is no call is refused with any code. */
function holdRefusal(name: EndpointName | undefined, code: ProblemCode): void {
  if (name && !refusalsOf(name).includes(code))
    throw new Error(`${name} refused with ${code}, which schema/contract/refusals.ts does not list`);
}

/** The JSON of a body, or of its part `data`. */
async function messageOf(request: Request): Promise<unknown> {
  const type = request.headers.get('Content-Type') ?? '';
  if (type.startsWith('application/json')) return request.clone().json();
  if (!type.startsWith('multipart/')) return undefined;
  const data = (await request.clone().formData()).get('data');
  return JSON.parse(typeof data === 'string' ? data : await data!.text());
}
