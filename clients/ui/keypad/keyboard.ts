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
