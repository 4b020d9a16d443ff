import { useSpeech } from '#clients/ui/index.ts';
import type { Trouble } from '../state/trouble.ts';
import type { PhoneWords } from '#clients/words/words.ts';
import { adviceOf } from './advice-of.ts';

/** A trouble that the screen itself can mend: said above what there is to do again. */
export function TroubleBox({ trouble, reasons = [] }: { trouble: Trouble; reasons?: readonly string[] }) {
  const { words } = useSpeech<PhoneWords>();
  const advice = adviceOf(trouble, words);
  return (
    <div class="notice" role="alert">
      <strong>{advice.title}</strong>
      <p>{advice.happened}</p>
      {reasons.length > 0 && (
        <ul class="dotted">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      <p>{advice.next}</p>
    </div>
  );
}
