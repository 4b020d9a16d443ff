import {
  Button,
  formatDay,
  formatClock,
  formatWindow,
  LANGUAGE_NAMES,
  LANGUAGE_TAGS,
  LANGUAGES,
} from '#clients/ui/index.ts';
import { type Advice, AdviceText, CardIcon, CheckIcon, Screen, useSpeech } from '#clients/ui/index.ts';
import { nextOpeningOf } from '../state/hours.ts';
import type { OutOfService, State } from '../state/types.ts';
import { closedAdvice, readerAdvice } from './advice-of.ts';
import type { KioskWords } from '#clients/words/words.ts';
import type { Setup } from './phase-screen.tsx';
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
export function MenuScreen({ state, setup }: { state: State; setup: Setup }) {
  const { visit, shared } = useWords();
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
        <div class="needed-more">
          <p class="free">{visit.menu.free}</p>
          <Button look="secondary" onPress={() => dispatch({ type: 'open', what: 'reserve' })}>
            {visit.menu.notReserved}
          </Button>
        </div>
      </section>
      <Languages />
      <StaffButton setup={setup} />
    </Screen>
  );
}

/** For the operator's people, who know the number; a machine without one has no such button. */
function StaffButton({ setup }: { setup: Setup }) {
  const { open } = useWords().station.selfTest;
  const { dispatch } = useKiosk();
  return (
    setup.staff !== null && (
      <button type="button" class="staff" onClick={() => dispatch({ type: 'open', what: 'staff' })}>
        {open}
      </button>
    )
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

function adviceFor(why: OutOfService, state: State, words: KioskWords): Advice {
  if (why === 'unpaired' || why === 'bridge' || why === 'reader') return words.station.reader[why];
  return why === 'closed' ? closedAdvice(state, words) : words.station.outOfService[why];
}

const CLOSED = new Set<OutOfService>(['closed', 'closed-day', 'maintenance']);

interface OutProps {
  state: State;
  why: OutOfService;
  setup: Setup;
}

/** Nothing can be begun here now: why, and when again. */
export function OutOfServiceScreen({ state, why, setup }: OutProps) {
  const words = useWords();
  const advice = adviceFor(why, state, words);
  const next = CLOSED.has(why) ? nextOpeningOf(state) : null;
  return (
    <Screen id={`out-of-service ${why}`} title={advice.title} actions={<StaffButton setup={setup} />}>
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
