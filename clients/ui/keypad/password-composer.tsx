import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import {
  PASSWORD_LENGTH,
  signaturePasswordFaults,
  type PasswordFault,
} from '#schema/contract/card/password.ts';
import { EraseIcon } from '../screen/icons.tsx';
import { Button } from '../screen/blocks.tsx';
import { passwordAdvice } from '../secret/password-advice.ts';
import type { Secret } from '../secret/secret.ts';
import { useSpeech } from '../screen/speech.tsx';
import { Dots } from './dots.tsx';
import { useKeys, type KeyMaker } from './glass.ts';
import { DIGITS } from './keys.ts';
import { isLookalike, PasswordHelp } from './password-help.tsx';
import { PasswordRules } from './password-rules.tsx';
import { useShowing, type Showing } from './showing.ts';
import { useKeyboard, useTyping, type Typing } from './typing.ts';

interface PasswordComposerProps {
  /** Label of the button that ends the entry. */
  doneLabel: string;
  /** Tick the rules and give advice (first entry); without it only the length can be wrong (second entry). */
  checked?: boolean;
  /** ASCII bytes; the receiver overwrites them after use. */
  onDone: (password: Uint8Array<ArrayBuffer>) => void;
  /** It was to end and is not complete, or no more fits: what stands in the way. */
  onMissed?: (faults: readonly PasswordFault[]) => void;
  /** More buttons beside "done". */
  children?: ComponentChildren;
}

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => letter.charCodeAt(0));
const accepts = (code: number) => LETTERS.includes(code) || DIGITS.includes(code);

/** The keypad for a signature password, on the kiosk and for the rehearsal at home. */
export function PasswordComposer(props: PasswordComposerProps) {
  const { doneLabel, checked = true, onDone, onMissed, children } = props;
  const { password: words, pin } = useSpeech().words.shared;
  const typing = useTyping(PASSWORD_LENGTH.max);
  const showing = useShowing();
  const keyOf = useKeys();
  const faults = faultsOf(typing.secret, checked);
  const ready = faults.length === 0;
  const done = () => {
    if (ready) onDone(typing.take());
    else onMissed?.(faults);
    return ready;
  };
  const shown = withShowing(typing, showing, () => onMissed?.(['too-long']));
  const [asked, setAsked] = useState(false);
  // Opens by itself; the next character that is like no other gives the room back.
  const alike = asked || isLookalike(typing.secret.view.at(-1));
  useKeyboard({ typing: shown, accepts, onEnter: done });
  return (
    <div class="composer">
      <Dots
        secret={typing.secret}
        boxes={PASSWORD_LENGTH.max}
        shown={showing.what}
        label={words.entered({ count: typing.length })}
      />
      <div class="composer-side">
        <div class="composer-tools">
          <ShowTool showing={showing} />
          <button type="button" class="tool" {...keyOf(typing.clear)}>
            {pin.clear}
          </button>
          <button type="button" class="tool" aria-expanded={alike} onClick={() => setAsked(!alike)}>
            {words.lookalikes.title}
          </button>
        </div>
        {checked && <PasswordRules password={typing.secret.view} />}
        <PasswordHelp advice={checked ? passwordAdvice(typing.secret.view) : null} lookalikes={alike} />
      </div>
      <Keys typing={shown} keyOf={keyOf} />
      <div class="actions">
        <Button disabled={!ready} onPress={done} asKey={keyOf(done, 'own')}>
          {doneLabel}
        </Button>
        {children}
      </div>
    </div>
  );
}

function ShowTool({ showing }: { showing: Showing }) {
  const { password: words } = useSpeech().words.shared;
  return (
    <button type="button" class="tool either" onClick={showing.toggle}>
      <span class={showing.what === 'all' ? 'folded' : ''}>{words.show}</span>
      <span class={showing.what === 'all' ? '' : 'folded'}>{words.hide}</span>
    </button>
  );
}

function faultsOf(secret: Secret, checked: boolean): readonly PasswordFault[] {
  if (checked) return signaturePasswordFaults(secret.view);
  return secret.length < PASSWORD_LENGTH.min ? ['too-short'] : [];
}

/** What is typed can be read for a moment. */
const withShowing = (typing: Typing, showing: Showing, full: () => void): Typing => ({
  ...typing,
  type(code) {
    const taken = typing.type(code);
    if (taken) showing.typed();
    else full();
    return taken;
  },
  erase() {
    showing.hideLast();
    return typing.erase();
  },
});

/** Letters white, digits tinted and squared, so that O and 0, I and 1 are told apart before they are pressed. */
function Keys({ typing, keyOf }: { typing: Typing; keyOf: KeyMaker }) {
  const { password: words, pin } = useSpeech().words.shared;
  const key = (code: number, label: (char: string) => string, kind: string) => {
    const char = String.fromCharCode(code);
    const props = keyOf(() => typing.type(code));
    return (
      <button key={code} type="button" class={`key ${kind}`} aria-label={label(char)} {...props}>
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
        <button type="button" class="key key-tool key-wide" aria-label={pin.erase} {...keyOf(typing.erase)}>
          <EraseIcon />
        </button>
      </div>
    </>
  );
}
