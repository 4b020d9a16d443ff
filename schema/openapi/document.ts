import { toJsonSchema } from '@valibot/to-json-schema';
import { endpoints, type Endpoint, type EndpointName, type RequestBody } from '../contract/endpoints.ts';
import { ProblemBody } from '../contract/problem.ts';
import { EXAMPLES } from './examples.ts';
import { HEADERS, problemExamples, responses } from './responses.ts';
import { securityOf, securitySchemes, WHO } from './security.ts';
import { wellKnownPaths } from './well-known.ts';

type Json = Record<string, unknown>;

const schemaOf = (schema: Endpoint['reply']): Json => {
  const { $schema: _, ...json } = toJsonSchema(schema as never, { errorMode: 'ignore' }) as Json;
  return json;
};

function requestBody(name: EndpointName, body: RequestBody): Json {
  const { request } = EXAMPLES.calls[name] ?? {};
  if (body.kind === 'json') {
    const example = request === undefined ? {} : { example: request };
    return {
      required: true,
      description: `At most ${body.maxBytes} bytes.`,
      content: { 'application/json': { schema: schemaOf(body.schema), ...example } },
    };
  }
  const files = Object.entries(body.files).map(([part, { min, max, maxBytes, mediaType }]) => [
    part,
    {
      type: 'array',
      minItems: min,
      maxItems: max,
      description: `Each part has a file name, \`Content-Type: ${mediaType}\` and at most ${maxBytes} bytes.`,
      items: { type: 'string', format: 'binary' },
    },
  ]);
  const properties = { data: schemaOf(body.schema), ...Object.fromEntries(files) };
  const encoding = Object.fromEntries(
    Object.entries(body.files).map(([part, { mediaType }]) => [part, { contentType: mediaType }]),
  );
  return {
    required: true,
    description: `At most ${body.maxBytes} bytes in all. Names of parts stand in quotation marks; \`data\` is one part of JSON; no other part is taken.`,
    content: {
      'multipart/form-data': {
        schema: { type: 'object', properties, required: Object.keys(properties) },
        encoding: { data: { contentType: 'application/json' }, ...encoding },
      },
    },
  };
}

const IF_NONE_MATCH = {
  name: 'If-None-Match',
  in: 'header',
  description: 'The `ETag` of an answer that the caller holds.',
  schema: { type: 'string' },
};
const ACCEPT_LANGUAGE = {
  name: 'Accept-Language',
  in: 'header',
  description: 'Japanese unless English is asked for: what a refusal says.',
  schema: { type: 'string' },
  example: 'en',
};

function operation(name: EndpointName, endpoint: Endpoint): Json {
  const { summary, credential, body, reply, revalidated } = endpoint;
  return {
    operationId: name,
    tags: [tagOf(endpoint.path)],
    summary,
    description: `Who may call: ${WHO[credential]}`,
    security: securityOf(credential),
    parameters: [ACCEPT_LANGUAGE, ...(revalidated === undefined ? [] : [IF_NONE_MATCH])],
    ...(body ? { requestBody: requestBody(name, body) } : {}),
    responses: responses(name, endpoint, schemaOf(reply)),
  };
}

const TAGS = {
  service: 'What anybody may ask.',
  phone: 'STEP 1: a reservation by card, PIN and face.',
  kiosk: 'STEP 2: a new password at a kiosk, and the life of the kiosk itself.',
};

function tagOf(path: string): keyof typeof TAGS {
  if (/\/(kiosk|redemptions)\b/.test(path)) return 'kiosk';
  return path.startsWith('/v1/service') ? 'service' : 'phone';
}

/** The OpenAPI 3.1 description of the service, made from the endpoint table and what was exchanged with the service. */
export function openApiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const [name, endpoint] of Object.entries(endpoints)) {
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method.toLowerCase()]: operation(name as EndpointName, endpoint),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kaijo',
      version: '1',
      license: { name: 'MIT', identifier: 'MIT' },
      description:
        'Reserve on a phone, set the signature password at a kiosk. Instants are whole seconds since 1970-01-01T00:00:00Z; binary values are unpadded base64url. A member that is not listed is refused in a request, and may come with any reply. Where a refusal says `retryAfter`, that is the time to wait.',
    },
    servers: [
      {
        url: 'https://{host}',
        description: 'The one origin of an environment, which is also the audience of every proof.',
        variables: { host: { default: 'kaijo.example', description: 'Its host.' } },
      },
    ],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths: { ...paths, ...wellKnownPaths() },
    components: {
      securitySchemes: securitySchemes(),
      headers: HEADERS,
      schemas: { Problem: schemaOf(ProblemBody) },
      examples: problemExamples(),
    },
  };
}
