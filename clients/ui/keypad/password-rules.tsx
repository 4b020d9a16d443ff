import { signaturePasswordFaults, type PasswordFault } from '#schema/contract/card/password.ts';
import { AlertIcon, CheckIcon, DotIcon } from '../screen/icons.tsx';
import { PASSWORD_ADVICE, type PasswordAdvice } from '../secret/password-advice.ts';
import { useSpeech } from '../screen/speech.tsx';

/** Which rule on the screen a fault of the contract belongs to. The keypad cannot type a wrong character. */
const RULES = {
  length: ['too-short', 'too-long'],
  letter: ['no-letter'],
  digit: ['no-digit'],
} as const satisfies Record<string, readonly PasswordFault[]>;
const RULE_NAMES = Object.keys(RULES) as (keyof typeof RULES)[];

/** The rules, ticked as they are met, and one piece of advice on what is easy to guess: there is room for the longest. */
export function PasswordRules({ password, advice }: { password: Uint8Array; advice: PasswordAdvice[] }) {
  const { password: words } = useSpeech().words.shared;
  const faults = signaturePasswordFaults(password);
  const [first] = advice;
  return (
    <>
      <ul class="rules">
        {RULE_NAMES.map((name) => {
          const met = !RULES[name].some((fault) => faults.includes(fault));
          return (
            <li key={name} class={met ? 'met' : ''}>
              {met ? <CheckIcon /> : <DotIcon />} {words.rules[name]}
              <span class="visually-hidden">: {met ? words.met : words.unmet}</span>
            </li>
          );
        })}
      </ul>
      <div class="advice-room" aria-hidden="true">
        {PASSWORD_ADVICE.map((code) => (
          <p key={code} class={code === first ? 'hint' : 'hint folded'}>
            <AlertIcon /> {words.advice[code]}
          </p>
        ))}
      </div>
      <p class="visually-hidden" aria-live="polite">
        {first && words.advice[first]}
      </p>
    </>
  );
}
