import * as v from 'valibot';
import { QUALITY_REASONS } from './face.ts';
import { SupportNumber } from './primitives.ts';

export type Actor = 'person' | 'card' | 'kiosk' | 'client' | 'operator' | 'kaijo';

export interface Problem {
  status: number;
  /** Who has to act. */
  actor: Actor;
  /** Only of what passes by itself: seconds after which a client may ask the same again without asking anybody. */
  patience?: number;
}

/** Stable problem codes, grouped by who must act. The URN of a code is its RFC 9457 `type`. */
const CODES = {
  // The person
  'phone-closed': { status: 503, actor: 'person' },
  'kiosk-closed': { status: 503, actor: 'person' },
  'face-unusable': { status: 422, actor: 'person' },
  'face-not-live': { status: 422, actor: 'person' },
  'face-no-match': { status: 422, actor: 'person' },
  'face-attempts-paused': { status: 429, actor: 'person' },
  'challenges-paused': { status: 429, actor: 'person' },
  'face-attempts-exhausted': { status: 403, actor: 'person' },
  'no-reservation': { status: 404, actor: 'person' },
  // Its row is gone before its time: a restore of the database lost it.
  'reservation-lost': { status: 410, actor: 'person' },
  'reservation-expired': { status: 410, actor: 'person' },
  'reservation-ended': { status: 409, actor: 'person' },
  'reservation-in-use': { status: 409, actor: 'person' },
  // The card, so in the end the municipal office
  'card-not-accepted': { status: 403, actor: 'card' },
  'certificate-expired': { status: 403, actor: 'card' },
  'certificate-revoked': { status: 403, actor: 'card' },
  'certificate-on-hold': { status: 403, actor: 'card' },
  'photo-unusable': { status: 422, actor: 'card' },
  // The kiosk
  'kiosk-unknown': { status: 403, actor: 'kiosk' },
  'kiosk-pending': { status: 403, actor: 'kiosk' },
  'kiosk-suspended': { status: 403, actor: 'kiosk' },
  'kiosk-revoked': { status: 403, actor: 'kiosk' },
  'enrolment-refused': { status: 403, actor: 'kiosk' },
  'claim-lapsed': { status: 409, actor: 'kiosk' },
  // The developer of a client
  'malformed-request': { status: 400, actor: 'client' },
  'body-too-large': { status: 413, actor: 'client' },
  'media-type-unsupported': { status: 415, actor: 'client' },
  'not-found': { status: 404, actor: 'client' },
  'method-not-allowed': { status: 405, actor: 'client' },
  'misdirected-request': { status: 421, actor: 'client' },
  'dpop-nonce-required': { status: 401, actor: 'client' },
  'token-refused': { status: 401, actor: 'client' },
  'token-used': { status: 409, actor: 'client' },
  'consent-outdated': { status: 409, actor: 'client' },
  // The operator, and Kaijo itself
  'revocation-unavailable': { status: 503, actor: 'operator', patience: 30 },
  'matcher-unavailable': { status: 503, actor: 'kaijo', patience: 5 },
  conflict: { status: 409, actor: 'kaijo', patience: 1 },
  'rate-limited': { status: 429, actor: 'client', patience: 60 },
  'service-paused': { status: 503, actor: 'kaijo', patience: 60 },
  internal: { status: 500, actor: 'kaijo', patience: 5 },
} as const satisfies Record<string, Problem>;

export type ProblemCode = keyof typeof CODES;
export const PROBLEMS: Readonly<Record<ProblemCode, Problem>> = CODES;
export const PROBLEM_CODES = Object.keys(CODES) as ProblemCode[];

/** Does it pass by itself, so that a client makes the same call again? */
export const passing = (code: ProblemCode): boolean => PROBLEMS[code].patience !== undefined;

export const problemType = (code: ProblemCode) => `urn:kaijo:problem:${code}`;

/** RFC 9457 body of every refusal. `title` and `detail` are in the request's language and say what to do next. */
export const ProblemBody = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  detail: v.string(),
  code: v.picklist(PROBLEM_CODES),
  actor: v.picklist(['person', 'card', 'kiosk', 'client', 'operator', 'kaijo']),
  /** Seconds after which the same may succeed, as in the `Retry-After` header; null when waiting does not help. */
  retryAfter: v.nullable(v.number()),
  /** Why a picture could not be used, one list for all frames. */
  reasons: v.array(v.picklist(QUALITY_REASONS)),
  /** Face tries left before a pause, where that is known. */
  triesLeft: v.nullable(v.number()),
  requestId: v.string(),
  /** Of the visit, to be read out to whoever helps; null before a visit is known. It proves nobody's identity. */
  support: v.nullable(SupportNumber),
});
export type ProblemBody = v.InferOutput<typeof ProblemBody>;
