import { formatWindow, useSpeech } from '#clients/ui/index.ts';
import type { Window } from '#schema/contract/primitives.ts';

/** When a kiosk will take the reservation. `now` is the server's clock, Unix seconds. */
export function Windows({ windows, now }: { windows: readonly Window[]; now: number }) {
  const { language, words } = useSpeech();
  return (
    <ul class="windows" translate={false}>
      {windows.map((window) => (
        <li key={window.from}>{formatWindow(window, now, language, words.shared.time)}</li>
      ))}
    </ul>
  );
}
