/** The ten digits as ASCII codes, in the order of a telephone; 0 last. */
const TELEPHONE = [...'1234567890'].map((digit) => digit.charCodeAt(0));

/**
 * Order of the keys of a numeric keypad: a telephone's, or shuffled against onlookers.
 * @param random numbers in 0 ≤ x < 1; `null` for no shuffle.
 */
export function digitOrder(random: (() => number) | null): number[] {
  const keys = [...TELEPHONE];
  if (random === null) return keys;
  for (let last = keys.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [keys[last], keys[other]] = [keys[other]!, keys[last]!];
  }
  return keys;
}

/** A number in 0 ≤ x < 1 from the platform's secure source. */
export const secureRandom = (): number => crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32;
