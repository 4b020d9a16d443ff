import { Button, formatClock, formatDuration, Screen, useSpeech } from '#clients/ui/index.ts';
import { isSpoken } from '#clients/words/spoken.ts';
import { isCardForgotten, isCardLeft } from '../state/card-left.ts';
import { noteOf } from '../state/hours.ts';
import type { Outage, PhaseName, Settings, State } from '../state/types.ts';
import { useWords } from '../words.ts';
import { useKiosk } from './context.tsx';
import { CardPicture } from './pictures.tsx';

/** Phases in which the card must lie still although nothing can be done. */
const CARD_NEEDED = new Set(['writing', 'settling']);

/** A call could not be made: it is made again by itself, and the person may wait or go. */
export function OutageScreen({ state, outage }: { state: State; outage: Outage }) {
  const { visit, shared } = useWords();
  const { dispatch } = useKiosk();
  const { trouble, retryAt } = outage;
  const needed = CARD_NEEDED.has(state.phase.name);
  const wait = formatDuration(Math.max(0, retryAt - state.now), shared.time);
  return (
    <Screen
      id={`outage ${trouble.from}`}
      title={visit.outage.title}
      actions={
        <>
          <Button onPress={() => dispatch({ type: 'retry' })}>{shared.actions.retry}</Button>
          {state.visit && (
            <Button look="secondary" onPress={() => dispatch({ type: 'cancel' })}>
              {shared.actions.cancel}
            </Button>
          )}
        </>
      }
    >
      {needed && (
        <>
          <p class="hold">{visit.writing.hold}</p>
          <CardPicture label={visit.writing.hold} motion="hold" />
        </>
      )}
      <p class="big">{trouble.from === 'network' ? visit.outage.text : visit.outage.service}</p>
      <p class="time-left">{visit.outage.wait({ duration: wait })}</p>
      {trouble.from === 'service' && trouble.requestId !== '' && (
        <p class="support">{shared.supportCode({ code: trouble.requestId.slice(0, 8) })}</p>
      )}
    </Screen>
  );
}

/** These say themselves that the card is to be taken. */
const SAYING_SO = new Set<PhaseName>(['done', 'take-card']);

/** Over any screen, in sight however long it is, while a card lies there that nothing needs. */
export function CardLeft({ state }: { state: State }) {
  const { done } = useWords().visit;
  if (!isCardLeft(state) || SAYING_SO.has(state.phase.name)) return null;
  return (
    <aside class="card-left">
      {isCardForgotten(state) ? (
        <p class="hold" role="alert">
          {done.alarm}
        </p>
      ) : (
        <p class="take">{done.take}</p>
      )}
    </aside>
  );
}

/** What ends within minutes. It lies over the header, where it moves nothing. */
export function EndNote({ state }: { state: State }) {
  const { note } = useWords().visit;
  const { language } = useSpeech();
  const end = NOTED.has(state.phase.name) ? noteOf(state) : null;
  return (
    end && (
      <aside class="end-note">
        <p role="status">{note[end.what]({ time: formatClock(end.at, language) })}</p>
      </aside>
    )
  );
}

/** Where somebody begins, or is under way. */
const NOTED = new Set<PhaseName>([
  'menu',
  'consent',
  'place-card',
  'pin',
  'found',
  'password',
  'confirm',
  'put-back',
  'not-reset',
]);

/** Choices of the person in front; they end with the visit. */
export function Tools({ state }: { state: State }) {
  const { tools } = useWords().visit;
  const { language } = useSpeech();
  const { dispatch } = useKiosk();
  const { settings } = state;
  const choices: (keyof typeof tools & keyof Settings)[] = ['largeText', 'lowControls', 'highContrast'];
  // Drafts are not read aloud.
  if (isSpoken(language)) choices.push('speech');
  return (
    <footer class="tools" aria-label={tools.label}>
      <button type="button" class="tool tool-help" onClick={() => dispatch({ type: 'open', what: 'help' })}>
        {tools.help}
      </button>
      {choices.map((name) => (
        <button
          key={name}
          type="button"
          class="tool"
          aria-pressed={Boolean(settings[name])}
          onClick={() => dispatch({ type: 'settings', settings: { [name]: !settings[name] } })}
        >
          {tools[name]}
        </button>
      ))}
    </footer>
  );
}
