import type { CardFailureCode } from '#clients/card/failure.ts';
import type { Obstacle } from '#clients/card/dialogue/precheck.ts';
import { passing, type ProblemCode } from '#schema/contract/problem.ts';

/** Why something did not work, by who says so. */
export type Trouble =
  | { from: 'network' }
  | { from: 'service'; code: ProblemCode; retryAfter: number | null; requestId: string }
  | { from: 'card'; code: CardFailureCode; triesLeft: number | null }
  | { from: 'precheck'; obstacle: Obstacle }
  | { from: 'kiosk'; code: KioskTrouble };

/** `another-card`: not the one this visit began with. `storage`: nothing can be kept safe, so nothing is written. */
export type KioskTrouble = 'another-card' | 'storage' | 'unsettled' | 'fault';

/** Would the same call, made again in a while, be likely to work? */
export const passes = (trouble: Trouble): boolean =>
  trouble.from === 'network' || (trouble.from === 'service' && passing(trouble.code));

const LINK = new Set<CardFailureCode>([
  'link-lost',
  'card-removed',
  'no-card',
  'channel-lost',
  'reader-busy',
]);
const READER = new Set<CardFailureCode>(['reader-lost', 'bridge-lost', 'bridge-refused']);

/** The card went away, or its answer did: put it back. */
export const isLinkLoss = (trouble: Trouble): boolean => trouble.from === 'card' && LINK.has(trouble.code);

/** The way to any card is gone. */
export const isReaderLoss = (trouble: Trouble): boolean =>
  trouble.from === 'card' && READER.has(trouble.code);
