import { useSpeech } from '#clients/ui/index.ts';
import { asOneWord, hotlineOf } from '#clients/words/hotline.ts';
import type { PhoneWords } from '#clients/words/words.ts';
import { leadingTo, type NamedRow } from '../precheck/table.ts';
import { Dotted } from './bullets.tsx';

/** For whom this is not the way, and which one is: the pre-check's table, on request. */
export function WhoElse() {
  const { language, words } = useSpeech<PhoneWords>();
  const { check } = words;
  const sayRow = ({ name }: { name: NamedRow }): string =>
    name === 'lost' ? check.rows.lost({ number: asOneWord(hotlineOf(language)) }) : check.rows[name];
  return (
    <details class="more">
      <summary>{check.who}</summary>
      <h2>{check.office}</h2>
      <Dotted lines={leadingTo('office').map(sayRow)} />
      <h2>{check.other}</h2>
      <Dotted lines={leadingTo('hotline', 'phone', 'nothing').map(sayRow)} />
    </details>
  );
}
