import { useWords } from '../words.ts';
import { Dotted } from './bullets.tsx';

/** For somebody who helps: what they may do, and what is the holder's alone. Nothing typed is on this screen or behind it. */
export function ForHelpers() {
  const { helper } = useWords();
  return (
    <details class="more">
      <summary>{helper.title}</summary>
      <Dotted lines={[helper.present, helper.secret, helper.hands, helper.after]} />
    </details>
  );
}
