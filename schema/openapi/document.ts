import { toJsonSchema } from '@valibot/to-json-schema';
import { endpoints, type Credential, type Endpoint, type RequestBody } from '../contract/endpoints.ts';
import { passing, PROBLEM_CODES, ProblemBody, PROBLEMS } from '../contract/problem.ts';

const CREDENTIALS: Record<Credential, string> = {
  none: 'No credential.',
  key: 'A DPoP proof by any P-256 key (RFC 9449), with the server nonce of the last `DPoP-Nonce` header.',
  kiosk: 'A DPoP proof by the key of an active kiosk.',
  'known-kiosk': 'A DPoP proof by the key of any kiosk ever enrolled, even a revoked one.',
  'late-redemption':
    '`Authorization: DPoP <redemption>` and a DPoP proof by the same key, even of a kiosk revoked meanwhile.',
  session: '`Authorization: DPoP <session>` and a DPoP proof by the same key.',
  card: '`Authorization: DPoP <cardToken>` and a DPoP proof by the same key.',
  liveness: '`Authorization: DPoP <challenge>` and a DPoP proof by the same key.',
  ticket: '`Authorization: DPoP <ticket>` and a DPoP proof by the same key.',
  redemption: '`Authorization: DPoP <redemption>` and a DPoP proof by the same key, of an active kiosk.',
};

type Json = Record<string, unknown>;

const schemaOf = (schema: Endpoint['reply']): Json => {
  const { $schema: _, ...json } = toJsonSchema(schema as never, { errorMode: 'ignore' }) as Json;
  return json;
};

function requestBody(body: RequestBody): Json {
  if (body.kind === 'json')
    return { required: true, content: { 'application/json': { schema: schemaOf(body.schema) } } };
  const files = Object.entries(body.files).map(([name, { min, max }]) => [
    name,
    { type: 'array', minItems: min, maxItems: max, items: { type: 'string', format: 'binary' } },
  ]);
  const properties = { data: schemaOf(body.schema), ...Object.fromEntries(files) };
  const encoding = Object.fromEntries(
    Object.entries(body.files).map(([name, { mediaType }]) => [name, { contentType: mediaType }]),
  );
  return {
    required: true,
    description: `At most ${body.maxBytes} bytes in all.`,
    content: {
      'multipart/form-data': {
        schema: { type: 'object', properties, required: Object.keys(properties) },
        encoding: { data: { contentType: 'application/json' }, ...encoding },
      },
    },
  };
}

const PROBLEM = {
  description:
    'A refusal. `code` is stable; `detail` says what to do next, in Japanese or English (Accept-Language).',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const UNCHANGED = {
  description:
    'Nothing changed but the time since the answer whose `ETag` came in `If-None-Match`. `Kaijo-Now` is the clock of the service, in place of `now`.',
};

function operation(name: string, endpoint: Endpoint): Json {
  const { summary, credential, body, status, reply, revalidated } = endpoint;
  return {
    operationId: name,
    summary,
    description: CREDENTIALS[credential],
    ...(body ? { requestBody: requestBody(body) } : {}),
    responses: {
      [status]: { description: 'Done.', content: { 'application/json': { schema: schemaOf(reply) } } },
      ...(revalidated === undefined ? {} : { 304: UNCHANGED }),
      default: PROBLEM,
    },
  };
}

const problemList = () =>
  PROBLEM_CODES.map((code) => {
    const { status, actor, patience } = PROBLEMS[code];
    const wait = passing(code) ? `; passes by itself, ask again after ${patience} s` : '';
    return `- \`${code}\` (${status}): for the ${actor} to act on${wait}`;
  }).join('\n');

/** The OpenAPI 3.1 description of the service, made from the endpoint table alone. */
export function openApiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const [name, endpoint] of Object.entries(endpoints)) {
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method.toLowerCase()]: operation(name, endpoint),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kaijo',
      version: '1',
      description: `Reserve on a phone, set the signature password at a kiosk.\n\n## Problem codes\n\nWhere a refusal says \`retryAfter\`, that is the time to wait.\n\n${problemList()}`,
    },
    paths,
    components: { schemas: { Problem: schemaOf(ProblemBody) } },
  };
}
