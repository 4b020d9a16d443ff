import { useState } from 'preact/hooks';
import { EraseIcon } from '../screen/icons.tsx';
import { useSpeech } from '../screen/speech.tsx';
import { digitOrder, DIGITS, secureRandom } from './keys.ts';
import { Dots } from './dots.tsx';
import { useKeys } from './glass.ts';
import { useKeyboard, useTyping } from './typing.ts';

interface PinPadProps {
  length?: number;
  /** Keys in random places, against onlookers. */
  shuffle?: boolean;
  disabled?: boolean;
  /** ASCII digits; the receiver overwrites them after use. Called once `length` digits are in and "enter" is pressed. */
  onDone: (pin: Uint8Array<ArrayBuffer>) => void;
  /** "Enter" was pressed before. */
  onMissed?: () => void;
}

const accepts = (code: number) => DIGITS.includes(code);

/** Numeric keypad. Digits are never shown; nothing is sent before "enter". */
export function PinPad({ length = 4, shuffle = false, disabled = false, onDone, onMissed }: PinPadProps) {
  const { pin } = useSpeech().words.shared;
  const typing = useTyping(length);
  const [keys] = useState(() => digitOrder(shuffle ? secureRandom : null));
  const full = typing.length === length && !disabled;
  const enter = () => {
    if (full) onDone(typing.take());
    else onMissed?.();
    return full;
  };
  useKeyboard({ typing, accepts, onEnter: enter });
  const keyOf = useKeys();
  const key = (code: number) => (
    <button key={code} type="button" class="key" {...keyOf(() => typing.type(code))}>
      {String.fromCharCode(code)}
    </button>
  );
  return (
    <div class="pin-pad">
      <Dots secret={typing.secret} boxes={length} label={pin.entered({ count: typing.length, length })} />
      <div class="keys keys-digits">
        {keys.slice(0, 9).map(key)}
        <button type="button" class="key key-tool" aria-label={pin.erase} {...keyOf(typing.erase)}>
          <EraseIcon />
        </button>
        {key(keys[9]!)}
        <button type="button" class="key key-enter" disabled={!full} {...keyOf(enter, 'own')}>
          {pin.enter}
        </button>
      </div>
    </div>
  );
}
