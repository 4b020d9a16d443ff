import { AlertIcon } from '../screen/icons.tsx';
import { useSpeech } from '../screen/speech.tsx';
import { PASSWORD_ADVICE, type PasswordAdvice } from '../secret/password-advice.ts';

const LOOKALIKES = new Set([...'O0I1'].map((char) => char.charCodeAt(0)));

/** Is this one of the characters that are taken for another? */
export const isLookalike = (code: number | undefined): boolean => code !== undefined && LOOKALIKES.has(code);

interface PasswordHelpProps {
  /** Why it is easy to guess: what comes first is said. `null` where no advice is given. */
  advice: readonly PasswordAdvice[] | null;
  /** How to tell O and 0, I and 1, in place of the advice. */
  lookalikes: boolean;
}

/** One piece of help at a time, in a room that is large enough for any of them: no key moves when one shows. */
export function PasswordHelp({ advice, lookalikes: alike }: PasswordHelpProps) {
  const { password: words } = useSpeech().words.shared;
  const { lookalikes } = words;
  const first = alike ? undefined : advice?.[0];
  return (
    <>
      <div class="help-room">
        {(advice ? PASSWORD_ADVICE : []).map((code) => (
          <p key={code} aria-hidden="true" class={code === first ? 'hint' : 'hint folded'}>
            <AlertIcon /> {words.advice[code]}
          </p>
        ))}
        <ul class={alike ? 'lookalikes' : 'lookalikes folded'}>
          <li>{lookalikes.zero}</li>
          <li>{lookalikes.one}</li>
          <li>{lookalikes.shape}</li>
        </ul>
      </div>
      <p class="visually-hidden" aria-live="polite">
        {first && words.advice[first]}
      </p>
    </>
  );
}
