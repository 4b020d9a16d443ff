import { useSpeech } from '../wording/context.tsx';

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
