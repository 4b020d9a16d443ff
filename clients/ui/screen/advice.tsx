import type { ComponentChildren } from 'preact';
import { useSpeech } from '../wording/context.tsx';
import type { Advice } from '../wording/wording.ts';

/** What happened and what to do next; the title is the screen's heading. */
export function AdviceText({ advice, children }: { advice: Advice; children?: ComponentChildren }) {
  const { whatHappened, whatNow } = useSpeech().words.shared;
  return (
    <section class="advice">
      <h2>{whatHappened}</h2>
      <p>{advice.happened}</p>
      {children}
      <h2>{whatNow}</h2>
      <p class="advice-next">{advice.next}</p>
    </section>
  );
}
