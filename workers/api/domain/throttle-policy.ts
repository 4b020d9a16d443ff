import { ok, refused, type Result } from './result.ts';

/** NIST SP 800-63B-4 §3.2.3: tries without a pause, first pause, tries in all. */
export const FREE_TRIES = 5;
export const FIRST_PAUSE = 30;
export const LONGEST_PAUSE = 86_400;
export const TRIES_IN_ALL = 50;

/** Consecutive failed face tries of one card. `blockedUntil` is an instant; 0 means never blocked. */
export interface Throttle {
  failures: number;
  blockedUntil: number;
}

/** What is counted of a card, and the salt of its events; null before the first. */
export interface CountedTries extends Throttle {
  salt: string | null;
}

/** One try counted against a card: what the throttle was, and is with it. `id` is given to no other charge. */
export interface Charge {
  id: string;
  certId: string;
  /** Of the commitment to the card in events; the same as long as anything is counted. */
  salt: string;
  from: Throttle;
  next: Throttle;
}

export const UNTRIED: CountedTries = { failures: 0, blockedUntil: 0, salt: null };

/** Face tries left before the next pause; 1 once pauses have begun. */
export const triesLeft = ({ failures }: Throttle) => Math.max(1, FREE_TRIES - failures);

/** May this card try now? Answers the throttle as it stands if the try fails: it is charged before the comparison. */
export function chargeTry(throttle: Throttle, now: number): Result<Throttle> {
  if (throttle.failures >= TRIES_IN_ALL) return refused('face-attempts-exhausted', 'throttle');
  if (now < throttle.blockedUntil) {
    const retryAfter = throttle.blockedUntil - now;
    return refused('face-attempts-paused', 'throttle', { retryAfter, triesLeft: 0 });
  }
  const failures = throttle.failures + 1;
  return ok({ failures, blockedUntil: failures < FREE_TRIES ? 0 : now + pauseAfter(failures) });
}

/** Seconds to wait after the given count of consecutive failures. */
function pauseAfter(failures: number): number {
  return Math.min(FIRST_PAUSE * 2 ** (failures - FREE_TRIES), LONGEST_PAUSE);
}
