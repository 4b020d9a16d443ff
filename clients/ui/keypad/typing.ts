import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Secret } from '../secret/secret.ts';

/** A secret being typed, as a keypad sees it. */
export interface Typing {
  secret: Secret;
  length: number;
  type(code: number): void;
  erase(): void;
  clear(): void;
  /** Hands the bytes over and forgets them. */
  take(): Uint8Array<ArrayBuffer>;
}

/** Keeps one secret for as long as the keypad is on the screen, and overwrites it when the keypad goes. */
export function useTyping(capacity: number): Typing {
  const [secret] = useState(() => new Secret(capacity));
  const [length, setLength] = useState(0);
  useEffect(() => () => secret.wipe(), [secret]);
  const change = (act: () => void) => {
    act();
    setLength(secret.length);
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
  onEnter: () => void;
}

/** Lets a hardware keyboard type too, lower case as upper case, wherever the focus is not on another control. */
export function useKeyboard({ typing, accepts, onEnter }: KeyboardUse): void {
  const latest = useRef({ typing, accepts, onEnter });
  useLayoutEffect(() => {
    latest.current = { typing, accepts, onEnter };
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (handleKey(event, latest.current)) event.preventDefault();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
}

/** True when the key was the keypad's. */
function handleKey(event: KeyboardEvent, { typing, accepts, onEnter }: KeyboardUse): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  if (event.target instanceof HTMLSelectElement || event.target instanceof HTMLInputElement) return false;
  if (event.key === 'Backspace') typing.erase();
  else if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) onEnter();
  else if (event.key.length === 1 && accepts(event.key.toUpperCase().charCodeAt(0)))
    typing.type(event.key.toUpperCase().charCodeAt(0));
  else return false;
  return true;
}
