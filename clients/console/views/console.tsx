import { OPERATORS_LANGUAGES, LANGUAGE_NAMES, LANGUAGE_TAGS } from '#clients/words/languages.ts';
import { useDay, type Seen } from '../day.ts';
import { When } from '../time.tsx';
import { useSpeech } from '../words.tsx';
import { Calendar } from './calendar.tsx';
import { Funnel } from './funnel.tsx';
import { Now } from './now.tsx';
import { Search } from './search.tsx';
import { TroubleNotice } from './trouble.tsx';

/** The one page of the console. */
export function Console() {
  const seen = useDay();
  const { words } = useSpeech();
  const { day, now, trouble, refresh } = seen;
  return (
    <>
      <Bar {...seen} />
      <main>
        <Search />
        {trouble && <TroubleNotice said={words.trouble[trouble]} />}
        {day ? (
          <>
            <p class="aside">{words.tens}</p>
            <Now day={day} />
            <Funnel day={day} />
            <Calendar day={day} now={now} refresh={refresh} />
          </>
        ) : (
          !trouble && <p role="status">{words.loading}</p>
        )}
      </main>
    </>
  );
}

function Bar({ now, day, refresh }: Seen) {
  const { words, language, setLanguage } = useSpeech();
  return (
    <header class="bar">
      <h1>{words.title}</h1>
      {day && (
        <p class="as-of">
          {words.asOf} <When at={now} />
        </p>
      )}
      <button type="button" onClick={() => void refresh()}>
        {words.refresh}
      </button>
      <div role="group" aria-label={words.language} class="languages">
        {OPERATORS_LANGUAGES.map((known) => (
          <button
            key={known}
            type="button"
            lang={LANGUAGE_TAGS[known]}
            aria-pressed={known === language}
            onClick={() => setLanguage(known)}
          >
            {LANGUAGE_NAMES[known]}
          </button>
        ))}
      </div>
    </header>
  );
}
