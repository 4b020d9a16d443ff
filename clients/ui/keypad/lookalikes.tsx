import { useEffect, useState } from 'preact/hooks';
import { useSpeech } from '../screen/speech.tsx';

const LOOKALIKES = new Set([...'O0I1'].map((char) => char.charCodeAt(0)));

/** How to tell O and 0, I and 1: opens by itself when one of them is typed. `last`: the character typed last. */
export function Lookalikes({ last }: { last: number | undefined }) {
  const { lookalikes } = useSpeech().words.shared.password;
  const [open, setOpen] = useState(false);
  const alike = last !== undefined && LOOKALIKES.has(last);
  useEffect(() => {
    if (alike) setOpen(true);
  }, [alike]);
  return (
    <div class="lookalikes">
      <button type="button" class="tool" aria-expanded={open} onClick={() => setOpen(!open)}>
        {lookalikes.title}
      </button>
      <ul class={open ? '' : 'folded'}>
        <li>{lookalikes.zero}</li>
        <li>{lookalikes.one}</li>
        <li>{lookalikes.shape}</li>
      </ul>
    </div>
  );
}
