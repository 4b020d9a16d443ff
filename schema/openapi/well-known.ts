type Json = Record<string, unknown>;

const member = (type: string, description: string): Json => ({ type, description });
const object = (properties: Record<string, Json>): Json => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});

const JWK = object({
  kid: member('string', 'RFC 7638: its thumbprint.'),
  kty: member('string', '`EC`.'),
  crv: member('string', '`P-256`.'),
  alg: member('string', '`ES256`.'),
  x: member('string', 'base64url.'),
  y: member('string', 'base64url.'),
});

const CONDITION = member('string', '`ok`, or the cause why it does not answer.');

interface Place {
  operationId: string;
  summary: string;
  mediaType: string;
  schema: Json;
  /** When the same comes with 503. */
  degraded?: string;
}

/** What stands at fixed places, and no credential opens. */
const PLACES: Record<string, Place> = {
  '/healthz': {
    operationId: 'getHealth',
    summary:
      'Do database and matcher answer? Asked side by side, for two seconds, once in ten seconds at most',
    mediaType: 'application/json',
    schema: object({
      ok: member('boolean', 'Whether both do.'),
      database: CONDITION,
      matcher: CONDITION,
      version: member('string', 'Which deployment answered.'),
    }),
    degraded: 'One of them does not answer, or both. A pause of the service is not told here.',
  },
  '/.well-known/jwks.json': {
    operationId: 'getKeys',
    summary: 'The keys that tickets and records are verified with (RFC 7517)',
    mediaType: 'application/json',
    schema: object({ keys: { type: 'array', items: JWK } }),
  },
  '/.well-known/audit-heads.json': {
    operationId: 'getAuditHeads',
    summary: 'The newest signed heads of the audit trail',
    mediaType: 'application/json',
    schema: object({ heads: { type: 'array', items: { type: 'object' } } }),
  },
  '/.well-known/biometric-performance.json': {
    operationId: 'getBiometricPerformance',
    summary: 'What was measured of the face check, by group',
    mediaType: 'application/json',
    schema: { type: 'object' },
  },
  '/.well-known/security.txt': {
    operationId: 'getSecurityContact',
    summary: 'Whom to tell of a weakness (RFC 9116)',
    mediaType: 'text/plain',
    schema: { type: 'string' },
  },
};

const REFUSED = {
  description: 'Refused: `misdirected-request` (421), `rate-limited` (429), `internal` (500).',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** Paths beside the table of calls. */
export const wellKnownPaths = (): Json =>
  Object.fromEntries(
    Object.entries(PLACES).map(([path, { operationId, summary, mediaType, schema, degraded }]) => [
      path,
      {
        get: {
          operationId,
          tags: ['service'],
          summary,
          security: [],
          responses: {
            200: { description: 'What stands there.', content: { [mediaType]: { schema } } },
            ...(degraded === undefined
              ? {}
              : { 503: { description: degraded, content: { [mediaType]: { schema } } } }),
            '4XX': REFUSED,
          },
        },
      },
    ]),
  );
