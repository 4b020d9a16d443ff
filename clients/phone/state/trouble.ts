import type { CardFailureCode, ReferenceName } from '#clients/card/failure.ts';
import type { Obstacle } from '#clients/card/dialogue/precheck.ts';
import type { QualityReason } from '#schema/contract/face.ts';
import { passing, type ProblemCode } from '#schema/contract/problem.ts';

/** Why something did not work, by who says so. */
export type Trouble =
  | { from: 'network' }
  | ServiceTrouble
  | { from: 'card'; code: CardFailureCode; reference: ReferenceName | null; triesLeft: number | null }
  | { from: 'precheck'; obstacle: Obstacle }
  | { from: 'phone'; code: PhoneTrouble };

export interface ServiceTrouble {
  from: 'service';
  code: ProblemCode;
  retryAfter: number | null;
  reasons: QualityReason[];
  triesLeft: number | null;
  requestId: string;
  /** Number of the visit, to be read out; null before one is known. */
  support: string | null;
}

/** What can be wrong with the phone itself, or with what is held to it. */
export const PHONE_TROUBLES = [
  'another-card',
  'card-expired',
  'camera-denied',
  'camera-missing',
  'camera-busy',
  'camera-virtual',
  'camera-unsupported',
  'camera-silent',
  'camera-still',
  'camera-lost',
  'face-slow',
  'time-passed',
  'part-missing',
  'not-started',
  'away',
  'reloaded',
  'fault',
] as const;
export type PhoneTrouble = (typeof PHONE_TROUBLES)[number];

/** Would the same call, made again in a while, be likely to work? */
export const passes = (trouble: Trouble): boolean =>
  trouble.from === 'network' || (trouble.from === 'service' && passing(trouble.code));

/** A token that ran out while the person took their time. */
export const isLapsed = (trouble: Trouble): boolean =>
  trouble.from === 'service' && (trouble.code === 'token-refused' || trouble.code === 'token-used');

const OLD_APP = new Set<ProblemCode>([
  'malformed-request',
  'body-too-large',
  'media-type-unsupported',
  'not-found',
  'method-not-allowed',
  'misdirected-request',
  'dpop-nonce-required',
]);

/** The service does not understand this app: another version of it may be understood. */
export const isOldApp = (trouble: Trouble): boolean =>
  trouble.from === 'service' && OLD_APP.has(trouble.code);

const PARTS = new Set<PhoneTrouble>(['part-missing', 'not-started']);

/** What only fetching the app again can mend. */
export const needsReload = (trouble: Trouble): boolean =>
  isOldApp(trouble) || (trouble.from === 'phone' && PARTS.has(trouble.code));

const LINK = new Set<CardFailureCode>([
  'link-lost',
  'card-removed',
  'no-card',
  'channel-lost',
  'reader-busy',
]);
const READER = new Set<CardFailureCode>(['reader-lost', 'bridge-lost', 'bridge-refused']);

/** The card or the way to it went away: hold it to the phone again. */
export const isLinkLoss = (trouble: Trouble): boolean =>
  trouble.from === 'card' && (LINK.has(trouble.code) || READER.has(trouble.code));

const FACE = new Set<ProblemCode>(['face-unusable', 'face-not-live', 'face-no-match']);

/** A face that was not taken, and may be tried again without the card. */
export const isFaceRefusal = ({ code }: ServiceTrouble): boolean => FACE.has(code);
