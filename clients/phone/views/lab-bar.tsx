import { useWords } from '../words.ts';

/** Says on every screen of the lab build that what it reads is not a card. */
export function LabBar() {
  const { lab } = useWords();
  return (
    <aside class="lab-bar" aria-label="Lab">
      {lab.card}
    </aside>
  );
}
