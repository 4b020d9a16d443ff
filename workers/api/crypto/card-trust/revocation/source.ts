import { require } from '../check.ts';
import type { Certified } from '../anchors.ts';

/** What a source says of one certificate. A certificate on hold counts as revoked. */
export interface Answer {
  status: 'good' | 'revoked' | 'unknown';
  /** The signed end of its validity, Unix seconds. */
  until: number;
}

/** One place that knows what was revoked. Throws whatever kept it from giving an answer that can be believed. */
export interface RevocationSource {
  name: 'ocsp' | 'crl';
  ask(subject: Certified, now: number): Promise<Answer>;
}

/** By how far a signer's clock may be ahead of this one, seconds. */
const SKEW = 60;

/**
 * The answer is of now: begun, and not yet replaced. One that does not say when it ends is refused, or an old one could
 * be played for ever. Throws `Untrusted`.
 * @returns its end, Unix seconds
 */
export function requirePeriod(
  name: string,
  thisUpdate: Date,
  nextUpdate: Date | undefined,
  now: number,
): number {
  require(seconds(thisUpdate) <= now + SKEW, `${name}-this-update`);
  require(nextUpdate !== undefined, `${name}-no-next-update`);
  require(now < seconds(nextUpdate), `${name}-next-update`);
  return seconds(nextUpdate);
}

const seconds = (date: Date) => Math.floor(date.getTime() / 1_000);
