import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { PASSWORD_LENGTH, signaturePasswordFaults } from '#schema/contract/card/password.ts';
import { EraseIcon } from '../screen/icons.tsx';
import { Button } from '../screen/blocks.tsx';
import { passwordAdvice } from '../secret/password-advice.ts';
import type { Secret } from '../secret/secret.ts';
import { useSpeech } from '../screen/speech.tsx';
import { Dots } from './dots.tsx';
import { DIGITS } from './keys.ts';
import { PasswordRules } from './password-rules.tsx';
import { useKeyboard, useTyping, type Typing } from './typing.ts';

interface PasswordComposerProps {
  /** Label of the button that ends the entry. */
  doneLabel: string;
  /** Tick the rules and give advice (first entry); without it only the length can be wrong (second entry). */
  checked?: boolean;
  /** ASCII bytes; the receiver overwrites them after use. */
  onDone: (password: Uint8Array<ArrayBuffer>) => void;
  /** More buttons beside "done". */
  children?: ComponentChildren;
}

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => letter.charCodeAt(0));
const accepts = (code: number) => LETTERS.includes(code) || DIGITS.includes(code);

/** The keypad for a signature password, on the kiosk and for the rehearsal at home. */
export function PasswordComposer({ doneLabel, checked = true, onDone, children }: PasswordComposerProps) {
  const { password: words, pin } = useSpeech().words.shared;
  const typing = useTyping(PASSWORD_LENGTH.max);
  const [shown, setShown] = useState(false);
  const ready = isReady(typing.secret, checked);
  const done = () => ready && onDone(typing.take());
  useKeyboard({ typing, accepts, onEnter: done });
  return (
    <div class="composer">
      <Dots
        secret={typing.secret}
        boxes={PASSWORD_LENGTH.max}
        shown={shown}
        label={words.entered({ count: typing.length })}
      />
      <div class="composer-tools">
        <button type="button" class="tool" onClick={() => setShown(!shown)}>
          {shown ? words.hide : words.show}
        </button>
        <button type="button" class="tool" onClick={typing.clear}>
          {pin.clear}
        </button>
      </div>
      {checked && <PasswordRules password={typing.secret.view} advice={passwordAdvice(typing.secret.view)} />}
      <Keys typing={typing} />
      <Lookalikes />
      <div class="actions">
        <Button disabled={!ready} onPress={done}>
          {doneLabel}
        </Button>
        {children}
      </div>
    </div>
  );
}

const isReady = (secret: Secret, checked: boolean): boolean =>
  checked ? signaturePasswordFaults(secret.view).length === 0 : secret.length >= PASSWORD_LENGTH.min;

/** Letters white, digits tinted and squared, so that O and 0, I and 1 are told apart before they are pressed. */
function Keys({ typing }: { typing: Typing }) {
  const { password: words, pin } = useSpeech().words.shared;
  const key = (code: number, label: (char: string) => string, kind: string) => {
    const char = String.fromCharCode(code);
    return (
      <button
        key={code}
        type="button"
        class={`key ${kind}`}
        aria-label={label(char)}
        onClick={() => typing.type(code)}
      >
        {char}
      </button>
    );
  };
  return (
    <>
      <div class="keys keys-number-row" role="group" aria-label={words.digits}>
        {DIGITS.map((code) => key(code, (digit) => words.digitKey({ digit }), 'key-digit'))}
      </div>
      <div class="keys keys-letters" role="group" aria-label={words.letters}>
        {LETTERS.map((code) => key(code, (letter) => words.letterKey({ letter }), 'key-letter'))}
        <button type="button" class="key key-tool key-wide" aria-label={pin.erase} onClick={typing.erase}>
          <EraseIcon />
        </button>
      </div>
    </>
  );
}

function Lookalikes() {
  const { lookalikes } = useSpeech().words.shared.password;
  return (
    <details class="lookalikes">
      <summary>{lookalikes.title}</summary>
      <ul>
        <li>{lookalikes.zero}</li>
        <li>{lookalikes.one}</li>
        <li>{lookalikes.shape}</li>
      </ul>
    </details>
  );
}
