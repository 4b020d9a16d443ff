import { require } from '../check.ts';
import type { Subject } from '../anchors.ts';

/** What a source says of one certificate. `held`: revoked for the time being, as a card that was reported lost. */
export interface Answer {
  status: 'good' | 'revoked' | 'held' | 'unknown';
  /** Until when it may be gone by, Unix seconds. */
  until: number;
}

/** One place that knows what was revoked. Throws whatever kept it from giving an answer that can be believed. */
export interface RevocationSource {
  name: 'ocsp' | 'crl';
  ask(subject: Subject, now: number): Promise<Answer>;
}

/** By how far a signer's clock may be ahead of this one, seconds. */
const SKEW = 60;
/** Seconds after which an answer that was not made for this question is too old, whatever end it names. */
export const LONGEST_AGE = 7 * 86_400;

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

/**
 * The answer is at most `age` seconds old: an authority may name an end years away. Throws `Untrusted`.
 * @returns when it will be too old, Unix seconds
 */
export function requireAge(name: string, thisUpdate: Date, age: number, now: number): number {
  const until = seconds(thisUpdate) + age;
  require(now < until, `${name}-age`);
  return until;
}

const seconds = (date: Date) => Math.floor(date.getTime() / 1_000);
