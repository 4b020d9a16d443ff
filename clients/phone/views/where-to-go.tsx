import { useSpeech } from '#clients/ui/index.ts';
import { asOneWord } from '#clients/words/hotline.ts';
import type { PhoneWords } from '#clients/words/words.ts';
import { useApp } from '../app.tsx';
import { inLanguage } from './help.tsx';

/** Shops and a map of kiosks, as the operator last found them; nothing where the service was not heard. */
export function WhereToGo() {
  const { service } = useApp().state;
  const { language, words } = useSpeech<PhoneWords>();
  if (!service) return null;
  const { chains, mapUrl, dated } = service.operator;
  if (chains.length === 0 && mapUrl === null) return null;
  return (
    <section class="block">
      <h2>{words.receipt.where}</h2>
      <p>
        {chains.map(({ name }) => inLanguage(name, language)).join(' / ')}{' '}
        <span class="small">{words.receipt.dated({ date: asOneWord(dated) })}</span>
      </p>
      {mapUrl !== null && (
        <p>
          <a href={mapUrl} target="_blank" rel="noreferrer">
            {words.receipt.map}
          </a>
        </p>
      )}
    </section>
  );
}
