import { useContext, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Secret } from '../secret/secret.ts';
import { KeyTone } from './glass.ts';
import { meaningOf } from './keys.ts';

/** A secret being typed, as a keypad sees it. */
export interface Typing {
  secret: Secret;
  length: number;
  /** Adds a character; false when there is no room. */
  type(code: number): boolean;
  /** These two: false when there was nothing. */
  erase(): boolean;
  clear(): boolean;
  /** Hands the bytes over and forgets them. */
  take(): Uint8Array<ArrayBuffer>;
}

/** Keeps one secret for as long as the keypad is on the screen, and overwrites it when the keypad goes. */
export function useTyping(capacity: number): Typing {
  const [secret] = useState(() => new Secret(capacity));
  const [length, setLength] = useState(0);
  useEffect(() => () => secret.wipe(), [secret]);
  const change = (act: () => void) => {
    const before = secret.length;
    act();
    setLength(secret.length);
    return secret.length !== before;
  };
  return {
    secret,
    length,
    type: (code) => change(() => secret.push(code)),
    erase: () => change(() => secret.pop()),
    clear: () => change(() => secret.wipe()),
    take: () => {
      const bytes = secret.take();
      setLength(0);
      return bytes;
    },
  };
}

interface KeyboardUse {
  typing: Typing;
  /** Is this ASCII code one of the keypad's keys? */
  accepts: (code: number) => boolean;
  /** False where the entry is not complete. */
  onEnter: () => boolean | void;
}

/** Lets a hardware keyboard type too, wherever the focus is not on another control. */
export function useKeyboard(use: KeyboardUse): void {
  const latest = useRef(use);
  const tone = useContext(KeyTone);
  useLayoutEffect(() => {
    latest.current = use;
  });
  // Before the screen is painted: somebody who types quickly must not lose the first key.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const { typing, accepts, onEnter } = latest.current;
      const meaning = meaningOf(event, accepts);
      if (!meaning) return;
      event.preventDefault();
      if (meaning.act === 'type') tone(typing.type(meaning.code));
      else if (meaning.act === 'erase') tone(typing.erase());
      else tone(onEnter() !== false);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [tone]);
}
