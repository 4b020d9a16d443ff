import { useSpeech } from '../wording/context.tsx';
import { isLanguage, LANGUAGE_NAMES, LANGUAGE_TAGS, LANGUAGES } from '../wording/languages.ts';
import { GlobeIcon } from './icons.tsx';

/** On every screen, always in the same place. Each language is named in itself. */
export function LanguageSwitcher() {
  const { language, words, setLanguage } = useSpeech();
  const choose = (event: { currentTarget: HTMLSelectElement }) => {
    const chosen = event.currentTarget.value;
    if (isLanguage(chosen)) setLanguage(chosen);
  };
  return (
    <label class="language-switcher">
      <GlobeIcon />
      <span class="visually-hidden">{words.shared.language} / Language</span>
      <select value={language} onChange={choose}>
        {LANGUAGES.map((known) => (
          <option key={known} value={known} lang={LANGUAGE_TAGS[known]}>
            {LANGUAGE_NAMES[known]}
          </option>
        ))}
      </select>
    </label>
  );
}
