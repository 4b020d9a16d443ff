import { useWords } from '../words.ts';

/** For cards that are laid out otherwise than the drawing: what to look for, and where else to go. */
export function LooksDifferent() {
  const { look } = useWords().numbers;
  return (
    <details class="more">
      <summary>{look.title}</summary>
      <p>{look.text}</p>
    </details>
  );
}
