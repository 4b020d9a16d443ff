/** The ten digits as ASCII codes, in the order of a telephone; 0 last. */
export const DIGITS = [...'1234567890'].map((digit) => digit.charCodeAt(0));

/**
 * Order of the keys of a numeric keypad: a telephone's, or shuffled against onlookers.
 * @param random numbers in 0 ≤ x < 1; `null` for no shuffle.
 */
export function digitOrder(random: (() => number) | null): number[] {
  const keys = [...DIGITS];
  if (random === null) return keys;
  for (let last = keys.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [keys[last], keys[other]] = [keys[other]!, keys[last]!];
  }
  return keys;
}

/** A number in 0 ≤ x < 1 from the platform's secure source. */
export const secureRandom = (): number => crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32;

/** What a key of a hardware keyboard means to a keypad. */
export type KeyMeaning = { act: 'type'; code: number } | { act: 'erase' } | { act: 'enter' };

/** The part of a `KeyboardEvent` that decides. */
export type Key = Pick<
  KeyboardEvent,
  'key' | 'repeat' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'target'
>;

/**
 * What a key means; null when it is not the keypad's. Lower case means upper case: the card knows no other. A key that is
 * held down types once.
 * @param accepts is this ASCII code one of the keypad's keys?
 */
export function meaningOf(key: Key, accepts: (code: number) => boolean): KeyMeaning | null {
  if (isForSomethingElse(key)) return null;
  if (key.key === 'Backspace') return { act: 'erase' };
  if (key.key === 'Enter') return { act: 'enter' };
  const code = key.key.length === 1 ? key.key.toUpperCase().charCodeAt(0) : 0;
  return accepts(code) && !key.repeat ? { act: 'type', code } : null;
}

/** A shortcut, a field being filled in, or a control that Enter presses. */
function isForSomethingElse(key: Key): boolean {
  if (key.ctrlKey || key.metaKey || key.altKey || key.isComposing) return true;
  const { target } = key;
  const controls =
    key.key === 'Enter' ? 'input, select, textarea, a, button, summary' : 'input, select, textarea';
  return target !== null && 'closest' in target && (target as Element).closest(controls) !== null;
}
