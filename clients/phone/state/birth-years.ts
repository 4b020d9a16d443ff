import type { BirthYears } from '#clients/card/applets/matching-number.ts';

/** Tries of ten that must be left for another guess than what is printed. */
const MANY = 8;

/**
 * How to count a birth date that is printed in Western years once the card refused it as printed: in its era, and only
 * while there are many tries; null: no other guess is worth one. No source settles how such cards count.
 */
export const otherYears = (refused: BirthYears | null, triesLeft: number | null): BirthYears | null =>
  refused === 'western' && (triesLeft ?? 0) >= MANY ? 'era' : null;
