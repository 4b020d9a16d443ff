import { useSpeech } from '../words.tsx';

/** Why something was not done, said as soon as it shows. */
export function TroubleNotice({ said }: { said: string }) {
  const { trouble } = useSpeech().words;
  return (
    <p class="trouble" role="alert">
      <strong>{trouble.title}</strong> {said}
    </p>
  );
}
