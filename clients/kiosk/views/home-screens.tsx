import {
  Button,
  formatDay,
  formatClock,
  formatWindow,
  LANGUAGE_NAMES,
  LANGUAGE_TAGS,
  LANGUAGES,
} from '#clients/ui/index.ts';
import { AdviceText, CardIcon, CheckIcon, Screen, useSpeech } from '#clients/ui/index.ts';
import { nextOpeningOf } from '../state/hours.ts';
import type { OutOfService, State } from '../state/types.ts';
import { readerAdvice } from './advice-of.ts';
import { useWords } from '../words.ts';
import { useKiosk } from './context.tsx';

export function StartingScreen() {
  const { starting } = useWords().station;
  return (
    <Screen id="starting" title={starting.title}>
      <p>{starting.text}</p>
    </Screen>
  );
}

/** The menu of the multi-copy machine, with the one entry that is ours. */
export function MenuScreen({ state }: { state: State }) {
  const { visit, station, shared } = useWords();
  const { language } = useSpeech();
  const { dispatch } = useKiosk();
  const until = state.service.kiosk?.opening.until;
  const now = state.now + state.service.skew;
  const open = until
    ? visit.menu.openUntil({ time: formatWindow({ from: now, until }, now, language, shared.time) })
    : visit.menu.open;
  return (
    <Screen id="menu" title={visit.menu.title}>
      <p class="open-now">
        <CheckIcon /> {open}
      </p>
      <button type="button" class="entry" onClick={() => dispatch({ type: 'begin' })}>
        <CardIcon />
        <span class="entry-text">
          <strong>{visit.menu.entry}</strong>
          <span>{visit.menu.entryHint}</span>
        </span>
        <span class="entry-go">{visit.menu.begin}</span>
      </button>
      <section class="needed">
        <h2>{visit.menu.needed}</h2>
        <ul>
          <li>{visit.menu.card}</li>
          <li>{visit.menu.pin}</li>
          <li>{visit.menu.reservation}</li>
        </ul>
        <p class="free">{visit.menu.free}</p>
      </section>
      <Languages />
      <button type="button" class="staff" onClick={() => dispatch({ type: 'self-test' })}>
        {station.selfTest.open}
      </button>
    </Screen>
  );
}

/** Every language by its own name, one touch away. */
function Languages() {
  const { language, setLanguage, words } = useSpeech();
  return (
    <div class="languages" role="group" aria-label={`${words.shared.language} / Language`}>
      {LANGUAGES.map((known) => (
        <button
          key={known}
          type="button"
          class="language"
          lang={LANGUAGE_TAGS[known]}
          aria-pressed={known === language}
          onClick={() => setLanguage(known)}
        >
          {LANGUAGE_NAMES[known]}
        </button>
      ))}
    </div>
  );
}

const CLOSED = new Set<OutOfService>(['closed', 'closed-day', 'maintenance']);

/** Nothing can be begun here now: why, and when again. */
export function OutOfServiceScreen({ state, why }: { state: State; why: OutOfService }) {
  const { station } = useWords();
  const { dispatch } = useKiosk();
  const advice =
    why === 'unpaired' || why === 'bridge' || why === 'reader'
      ? station.reader[why]
      : station.outOfService[why];
  const next = CLOSED.has(why) ? nextOpeningOf(state) : null;
  return (
    <Screen
      id={`out-of-service ${why}`}
      title={advice.title}
      actions={
        <Button look="quiet" onPress={() => dispatch({ type: 'self-test' })}>
          {station.selfTest.open}
        </Button>
      }
    >
      <AdviceText advice={advice}>{next !== null && <NextOpening state={state} from={next} />}</AdviceText>
    </Screen>
  );
}

export function NextOpening({ state, from }: { state: State; from: number }) {
  const { station, shared } = useWords();
  const { language } = useSpeech();
  const now = state.now + state.service.skew;
  const day = formatDay(from, now, language, shared.time);
  return (
    <p class="next-opening">
      {station.nextOpening({ time: shared.time.from({ day, start: formatClock(from, language) }) })}
    </p>
  );
}

/** Said in place of a screen that needs a reader when the reader has gone. */
export function ReaderNotice({ state }: { state: State }) {
  const { station } = useWords();
  const advice = readerAdvice(state.reader, station);
  return (
    advice && (
      <p class="notice" role="alert">
        <strong>{advice.title}</strong> {advice.happened}
      </p>
    )
  );
}
