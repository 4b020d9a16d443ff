import { useSpeech } from '#clients/ui/index.ts';
import type { Bilingual } from '#schema/contract/calendar.ts';
import type { Language } from '#clients/words/languages.ts';
import type { PhoneWords } from '#clients/words/words.ts';
import { useApp } from '../app.tsx';

/** What an operator writes in two languages, for a person who reads one of seven. */
export const inLanguage = ({ ja, en }: Bilingual, language: Language): string =>
  language === 'ja' || language === 'ja-easy' ? ja : en;

/** Where there is somebody to ask: telephone and hours, or where to write; and the number to ask by. */
export function Help({ support }: { support: string | null }) {
  const { state } = useApp();
  const { language, words } = useSpeech<PhoneWords>();
  const { help, shared } = words;
  const number = support ?? state.support;
  const operator = state.service?.operator;
  if (!operator && !number) return null;
  return (
    <section class="block">
      <h2>{help.title}</h2>
      {operator && <Asking {...operator} name={inLanguage(operator.name, language)} />}
      {number && <p translate={false}>{shared.supportCode({ code: number })}</p>}
    </section>
  );
}

interface AskingProps {
  name: string;
  telephone: string | null;
  hours: Bilingual;
  contact: Bilingual;
}

function Asking({ name, telephone, hours, contact }: AskingProps) {
  const { language } = useSpeech<PhoneWords>();
  if (telephone === null)
    return (
      <p>
        {name}: {inLanguage(contact, language)}
      </p>
    );
  return (
    <p>
      {name}: <a href={`tel:${telephone.replaceAll('-', '')}`}>{telephone}</a> ({inLanguage(hours, language)})
    </p>
  );
}

/** For the end of a way: where the password can be set without this service, and what to bring there. */
export function Office({ said }: { said: string }) {
  const { shared } = useSpeech<PhoneWords>().words;
  return said.includes(shared.office) ? null : <p>{shared.office}</p>;
}
