import type { Endpoint, EndpointName } from '../contract/endpoints.ts';
import { passing, PROBLEM_CODES, PROBLEMS, type ProblemCode } from '../contract/problem.ts';
import { refusalsOf } from '../contract/refusals.ts';
import { EXAMPLES } from './examples.ts';

type Json = Record<string, unknown>;

const header = (description: string, schema: Json = { type: 'string' }): Json => ({ description, schema });
const ref = (kind: string, name: string): Json => ({ $ref: `#/components/${kind}/${name}` });

/** Headers of answers, by name. */
export const HEADERS: Readonly<Record<string, Json>> = {
  'DPoP-Nonce': header('The nonce for the next proof, good for some minutes.'),
  ETag: header('What was answered, apart from the moment: for `If-None-Match`.'),
  'Kaijo-Now': header('The clock of the service, whole seconds since 1970-01-01T00:00:00Z.', {
    type: 'integer',
  }),
  'X-Request-Id': header('The id of this request in the log of the service.'),
  'Retry-After': header('Seconds after which the same may succeed.', { type: 'integer' }),
  'WWW-Authenticate': header('RFC 9449 §7.1: `use_dpop_nonce`, `invalid_dpop_proof` or `invalid_token`.'),
  'Content-Language': header('`ja` or `en`, the language of title and detail.'),
};

const headers = (...names: readonly (keyof typeof HEADERS)[]): Json =>
  Object.fromEntries(names.map((name) => [name, ref('headers', String(name))]));

/** All answers of a call: done, unchanged, and each refusal by its status. */
export function responses(name: EndpointName, endpoint: Endpoint, reply: Json): Json {
  const { status, revalidated, credential } = endpoint;
  const proved = credential === 'none' ? [] : ['DPoP-Nonce'];
  const tagged = revalidated === undefined ? [] : ['ETag', 'Kaijo-Now'];
  const example = EXAMPLES.calls[name]?.reply;
  return {
    [status]: {
      description: 'Done.',
      headers: headers('X-Request-Id', ...proved, ...tagged),
      content: { 'application/json': { schema: reply, ...(example === undefined ? {} : { example }) } },
    },
    ...(revalidated === undefined ? {} : { 304: unchanged(...proved) }),
    ...refusals(name, proved),
  };
}

const unchanged = (...proved: string[]): Json => ({
  description:
    'Nothing changed but the time since the answer whose `ETag` came in `If-None-Match`. `Kaijo-Now` is the clock of the service, in place of `now`.',
  headers: headers('X-Request-Id', ...proved, 'ETag', 'Kaijo-Now'),
});

function refusals(name: EndpointName, proved: readonly string[]): Json {
  const byStatus = Map.groupBy(refusalsOf(name), (code) => PROBLEMS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: `Refused: ${codes.map((code) => `\`${code}\``).join(', ')}.`,
        headers: headers(
          'X-Request-Id',
          'Content-Language',
          ...proved,
          ...(status === 401 ? ['WWW-Authenticate'] : []),
          ...(codes.some((code) => passing(code) || MAY_WAIT.has(code)) ? ['Retry-After'] : []),
        ),
        content: { 'application/problem+json': { schema: problemOf(codes), examples: examplesOf(codes) } },
      },
    ]),
  );
}

/** Codes that say a time without passing by themselves. */
const MAY_WAIT = new Set<ProblemCode>([
  'phone-closed',
  'kiosk-closed',
  'face-attempts-paused',
  'challenges-paused',
  'reservation-in-use',
]);

const problemOf = (codes: readonly ProblemCode[]): Json => ({
  allOf: [ref('schemas', 'Problem'), { type: 'object', properties: { code: { enum: codes } } }],
});

const examplesOf = (codes: readonly ProblemCode[]): Json =>
  Object.fromEntries(codes.map((code) => [code, ref('examples', code)]));

/** One example of every refusal of a call; a path or a method that is none is refused in the same form. */
export const problemExamples = (): Json =>
  Object.fromEntries(
    PROBLEM_CODES.filter((code) => code !== 'not-found' && code !== 'method-not-allowed').map((code) => {
      const { actor, patience } = PROBLEMS[code];
      const wait = patience === undefined ? '' : `; passes by itself, ask again after ${patience} s`;
      return [code, { summary: `For the ${actor} to act on${wait}.`, value: EXAMPLES.problems[code] }];
    }),
  );
