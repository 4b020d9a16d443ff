import { signaturePasswordFaults, type PasswordFault } from '#schema/contract/card/password.ts';
import { CheckIcon, DotIcon } from '../screen/icons.tsx';
import { useSpeech } from '../screen/speech.tsx';

/** Which rule on the screen a fault of the contract belongs to. The keypad cannot type a wrong character. */
const RULES = {
  length: ['too-short', 'too-long'],
  letter: ['no-letter'],
  digit: ['no-digit'],
} as const satisfies Record<string, readonly PasswordFault[]>;
const RULE_NAMES = Object.keys(RULES) as (keyof typeof RULES)[];

/** The rules, ticked as they are met. */
export function PasswordRules({ password }: { password: Uint8Array }) {
  const { password: words } = useSpeech().words.shared;
  const faults = signaturePasswordFaults(password);
  return (
    <ul class="rules">
      {RULE_NAMES.map((name) => {
        const met = !RULES[name].some((fault) => faults.includes(fault));
        return (
          <li key={name} class={met ? 'met' : ''}>
            {met ? <CheckIcon /> : <DotIcon />} <span>{words.rules[name]}</span>
            <span class="visually-hidden">: {met ? words.met : words.unmet}</span>
          </li>
        );
      })}
    </ul>
  );
}
