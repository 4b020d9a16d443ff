import { useEffect } from 'preact/hooks';
import { EraseIcon, useSpeech } from '#clients/ui/index.ts';
import { useKeyboard, useTyping } from '#clients/ui/keypad/typing.ts';
import { useWords } from '../words.ts';

/** Digits that belong together, and what is written after them. */
export interface DigitGroup {
  length: number;
  unit?: string;
}

export interface Verdict {
  fault?: string;
  ready: boolean;
}

interface NumberPadProps {
  groups: readonly DigitGroup[];
  /** Looks at what is typed so far. */
  judge(digits: Uint8Array): Verdict;
  /** ASCII digits; the receiver overwrites them. */
  onDone(digits: Uint8Array<ArrayBuffer>): void;
}

const DIGITS = [...'1234567890'];
const isDigit = (code: number) => code >= 0x30 && code <= 0x39;

/** Milliseconds in which a person sees the last digit, and may still erase it. */
const LOOK = 600;

/**
 * Keypad for numbers that everybody at the card can see: shown as typed, checked as typed, never in a form field. With
 * the last digit it goes on by itself, unless there is something to read.
 */
export function NumberPad({ groups, judge, onDone }: NumberPadProps) {
  const { pin, actions } = useSpeech().words.shared;
  const words = useWords().numbers;
  const length = groups.reduce((sum, group) => sum + group.length, 0);
  const typing = useTyping(length);
  const text = String.fromCharCode(...typing.secret.view);
  const { fault, ready } = judge(typing.secret.view);
  const enter = () => ready && onDone(typing.take());
  useEffect(() => {
    if (!ready || fault !== undefined) return;
    const timer = setTimeout(enter, LOOK);
    return () => clearTimeout(timer);
  }, [ready, fault, text]);
  useKeyboard({ typing, accepts: isDigit, onEnter: enter });
  const key = (digit: string) => (
    <button key={digit} type="button" class="key" onClick={() => typing.type(digit.charCodeAt(0))}>
      {digit}
    </button>
  );
  return (
    <div class="number-pad">
      <Boxes groups={groups} text={text} label={words.read({ text: [...text].join(' ') })} />
      <div aria-live="polite">
        <span class="visually-hidden">{words.typed({ count: text.length, length })}</span>
        {fault && (
          <p class="hint" key={fault}>
            {fault}
          </p>
        )}
      </div>
      <div class="keys keys-digits keys-compact">
        {DIGITS.slice(0, 9).map(key)}
        <button type="button" class="key key-tool" aria-label={pin.erase} onClick={typing.erase}>
          <EraseIcon />
        </button>
        {key('0')}
        <button type="button" class="key key-enter" disabled={!ready} onClick={enter}>
          {actions.next}
        </button>
      </div>
    </div>
  );
}

function Boxes({ groups, text, label }: { groups: readonly DigitGroup[]; text: string; label: string }) {
  const starts = groups.map((_, at) => groups.slice(0, at).reduce((sum, group) => sum + group.length, 0));
  return (
    <div class="digit-groups" role="img" aria-label={label} translate={false}>
      {groups.map(({ length, unit }, at) => (
        <span class="digit-group" key={at}>
          {Array.from({ length }, (_, index) => {
            const place = starts[at]! + index;
            const state = place < text.length ? 'filled' : place === text.length ? 'next' : '';
            return (
              <span key={index} class={`digit-box ${state}`}>
                {text[place] ?? ''}
              </span>
            );
          })}
          {unit && <span class="digit-unit">{unit}</span>}
        </span>
      ))}
    </div>
  );
}
