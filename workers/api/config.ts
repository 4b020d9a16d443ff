import * as v from 'valibot';
import { Version } from '#schema/contract/kiosk.ts';
import { Operator } from '#schema/contract/operator.ts';

/** What the runtime hands over: bindings, and as text the vars and secrets of `Config`, none of them sure to be there. */
export interface Env extends Partial<Record<keyof Config, string>> {
  DB: D1Database;
  /** Where the sealed audit trail is kept beside the database. */
  TRAIL: R2Bucket;
  /** Service binding to the matcher Worker's `Matcher` entry point. */
  MATCHER: Service;
  /** The coarse shields for each address and each kiosk (Workers rate limiting); the local system has none. */
  RATE_LIMITER?: RateLimit;
  KIOSK_LIMITER?: RateLimit;
  /** Which version was deployed; the local system has none. */
  VERSION?: { id: string };
}

const bytes32 = v.pipe(
  v.string('must be 32 bytes as base64url'),
  v.regex(/^[A-Za-z0-9_-]{43}$/, 'must be 32 bytes as base64url'),
);
const fromJson = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }): unknown => {
    try {
      return JSON.parse(dataset.value);
    } catch {
      addIssue({ message: 'must be JSON' });
      return NEVER;
    }
  }),
);
/** Comma-separated SHA-256 digests of trust anchors, hexadecimal, with or without the colons that OpenSSL writes. */
const digests = v.pipe(
  v.string(),
  v.transform((text) => text.replaceAll(/[\s:]/g, '').toLowerCase()),
  v.regex(
    /^([0-9a-f]{64}(,[0-9a-f]{64})*)?$/,
    'must be SHA-256 digests, hexadecimal, with commas between them',
  ),
  v.transform((text) => (text === '' ? [] : text.split(','))),
);
const someDigests = v.pipe(digests, v.minLength(1, 'must name an anchor'));
/** An address that this Worker calls: encrypted, unless the call stays on this machine. */
const address = v.pipe(
  v.string(),
  v.check((text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, hostname } = new URL(text);
    return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));
  }, 'must be an https address, or http to 127.0.0.1, [::1] or localhost'),
);
const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);
/** Seconds, at most 400 days. */
const age = v.pipe(v.number(), v.integer(), v.minValue(60), v.maxValue(400 * 86_400));
const RevocationSources = v.pipe(
  v.strictObject({
    ocsp: v.optional(address),
    crl: v.optional(address),
    /** How old an answer may be that does not repeat our nonce; 7 days where nothing is said. */
    ocspMaxAge: v.optional(age),
    /** The same for a list. */
    crlMaxAge: v.optional(age),
  }),
  v.check(({ ocsp, crl }) => ocsp !== undefined || crl !== undefined, 'must name ocsp, crl or both'),
);
const keyId = v.pipe(
  v.string(),
  v.regex(/^([0-9a-f]{2})+$/, 'must be named by key identifiers, hexadecimal'),
);
const minuteOfDay = v.pipe(
  v.string(),
  v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:MM'),
  v.transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))),
);
const RingKey = v.looseObject({
  kty: v.literal('EC'),
  crv: v.literal('P-256'),
  kid: v.pipe(v.string(), v.minLength(1)),
  d: v.optional(v.string()),
});

/** A JWK of 32 random bytes (RFC 7518 §6.4). */
const MasterKey = v.object({ kty: v.literal('oct'), kid: v.pipe(v.string(), v.minLength(1)), k: bytes32 });

const Config = v.object({
  ISSUER: v.pipe(
    v.string(),
    v.url(),
    v.check((url) => URL.canParse(url) && new URL(url).origin === url, 'must be an origin'),
  ),
  /** Whom to tell of a weakness (RFC 9116). */
  SECURITY_CONTACT: v.pipe(
    v.string(),
    v.regex(/^(mailto:|https:\/\/)\S+$/, 'must be a mailto: or https: address'),
  ),
  CONSENT_VERSION: v.pipe(v.string(), v.minLength(1), v.maxLength(32)),
  KIOSK_OPENS: minuteOfDay,
  KIOSK_CLOSES: minuteOfDay,
  /** Comma-separated `MM-DD`, Japan time; empty for none. */
  CLOSED_DAYS: v.pipe(
    v.string(),
    v.regex(/^(\d\d-\d\d(,\d\d-\d\d)*)?$/, 'must be MM-DD,MM-DD,…'),
    v.transform((text) => (text === '' ? [] : text.split(','))),
  ),
  /** Version below which no kiosk's page should begin a visit. */
  KIOSK_MINIMUM_PAGE: Version,
  /** Where alarms are posted: a secret, for such an address often is its own password. */
  ALARM_WEBHOOK: v.optional(address),
  /** Who answers for the service: JSON, in a form that people are shown. */
  OPERATOR: v.pipe(v.string(), v.maxLength(5_000), fromJson, Operator),
  /** `yes` while the database is being restored: then every call is refused, and nothing is written. */
  PAUSED: v.optional(v.picklist(['yes', 'no'], 'must be yes or no'), 'no'),
  /** Keys that never leave this Worker are derived from these (HKDF-SHA-256); the first makes, the others read. */
  MASTER_KEYS: v.pipe(fromJson, v.array(MasterKey), v.minLength(1)),
  /** Keys the hashes of certificates and chips. Changing it orphans every live reservation. */
  CARD_PEPPER: bytes32,
  /** ES256 JWKs; the first signs and needs its `d`, the others verify what they signed before. */
  TICKET_KEYS: v.pipe(fromJson, v.array(RingKey), v.minLength(1)),
  /** P-256 JWKs whose `kid` is the 8-byte issuerKeyId as base64url; the first signs and needs its `d`. */
  AUTHORITY_KEYS: v.pipe(fromJson, v.array(RingKey), v.minLength(1)),
  /** Pinned roots of user-authentication certificates, several generations side by side. */
  USER_AUTH_ROOTS: someDigests,
  /** Pinned roots of signature certificates; none: the question about them is answered with `unknown`. */
  SIGNATURE_ROOTS: digests,
  /** SPKIs of the keys that certify card-surface issuers (EF 0004). */
  SURFACE_ROOTS: someDigests,
  /** Pinned roots of card certificates. */
  ATTESTATION_ROOTS: someDigests,
  /** Who says what a root has revoked, by the root's subject key identifier. Addresses in certificates are not used. */
  REVOCATION: v.pipe(fromJson, v.record(keyId, RevocationSources)),
});
export type Config = v.InferOutput<typeof Config>;

/** Checks the environment once, at start. Throws one sentence that names every bad or missing variable, never a value. */
export function readConfig(env: Env): Config {
  const parsed = v.safeParse(Config, env);
  if (parsed.success) return parsed.output;
  const faults = parsed.issues.map((issue) => {
    const name = String(issue.path?.[0]?.key);
    const missing = env[name as keyof Env] === undefined;
    return `${name} ${missing ? 'is missing' : issue.message.replace(/ but received.*/, '')}`;
  });
  throw new Error(`Kaijo cannot start: ${faults.join('; ')}. See workers/README.md, "Secrets".`);
}
