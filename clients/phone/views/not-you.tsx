import { useSpeech } from '#clients/ui/index.ts';
import { hotlineOf } from '#clients/words/hotline.ts';
import type { PhoneWords } from '#clients/words/words.ts';

/** For whom it was somebody else: where the card is suspended. */
export const NotYou = () => <CallWhere says="notYou" />;

/** For whom phone and kiosk show two codes: that kiosk asked for a card on behalf of another one. */
export const FalseMachine = () => <CallWhere says="codesDiffer" />;

function CallWhere({ says }: { says: 'notYou' | 'codesDiffer' }) {
  const { language, words } = useSpeech<PhoneWords>();
  const number = hotlineOf(language);
  return (
    <p class="notice">
      {words.receipt[says]} <a href={`tel:${number.replaceAll('-', '')}`}>{number}</a>
    </p>
  );
}
