import { useSpeech } from '#clients/ui/index.ts';
import { hotlineOf } from '#clients/words/hotline.ts';
import type { PhoneWords } from '#clients/words/words.ts';

/** For whom it was somebody else: where the card is suspended. */
export function NotYou() {
  const { language, words } = useSpeech<PhoneWords>();
  const number = hotlineOf(language);
  return (
    <p class="notice">
      {words.receipt.notYou} <a href={`tel:${number.replaceAll('-', '')}`}>{number}</a>
    </p>
  );
}
