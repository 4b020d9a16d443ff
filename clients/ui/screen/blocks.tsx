import type { ComponentChildren } from 'preact';
import type { KeyProps } from '../keypad/glass.ts';
import { useSpeech } from './speech.tsx';
import type { Advice } from '#clients/words/words.ts';
import { CheckIcon, DotIcon } from './icons.tsx';

interface ButtonProps {
  /** `primary`: at most one on a screen. */
  look?: 'primary' | 'secondary' | 'quiet' | 'danger';
  disabled?: boolean;
  /** Where a keypad finds it: it leaves. */
  place?: 'stop';
  onPress: () => void;
  /** Where the button is one of a pad's keys: `onPress` is theirs to call. */
  asKey?: KeyProps;
  children: ComponentChildren;
}

export function Button({ look = 'primary', disabled = false, place, onPress, asKey, children }: ButtonProps) {
  const press = asKey ?? { onClick: onPress };
  return (
    <button type="button" class={`button button-${look}`} disabled={disabled} data-place={place} {...press}>
      {children}
    </button>
  );
}

/** What happened and what to do next; the title is the screen's heading. */
export function AdviceText({ advice, children }: { advice: Advice; children?: ComponentChildren }) {
  const { whatHappened, whatNow } = useSpeech().words.shared;
  return (
    <section class="advice">
      <h2>{whatHappened}</h2>
      <p>{advice.happened}</p>
      {children}
      <h2>{whatNow}</h2>
      <p class="advice-next">{advice.next}</p>
    </section>
  );
}

/** The code that phone and kiosk both show. Read out character by character. */
export function MatchCode({ code }: { code: string }) {
  const { matchCode } = useSpeech().words.shared;
  return (
    <section class="match-code">
      <h2>{matchCode.title}</h2>
      <p class="match-code-value" translate={false}>
        <span aria-hidden="true">{code}</span>
        <span class="visually-hidden">{[...code].join(' ')}</span>
      </p>
      <p>{matchCode.compare}</p>
    </section>
  );
}

interface ProgressProps {
  /** Labels of all steps, in order. */
  steps: readonly string[];
  /** Index of the step under way. */
  current: number;
}

/** A list of steps with what is done, under way and to come; for "hold still" and "writing". */
export function Progress({ steps, current }: ProgressProps) {
  return (
    <ol class="progress">
      {steps.map((label, index) => (
        <li
          key={label}
          class={index < current ? 'done' : index === current ? 'current' : ''}
          aria-current={index === current ? 'step' : undefined}
        >
          {index < current ? <CheckIcon /> : <DotIcon />} <span>{label}</span>
        </li>
      ))}
    </ol>
  );
}
