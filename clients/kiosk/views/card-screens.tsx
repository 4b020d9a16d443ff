import {
  AdviceText,
  Button,
  DownIcon,
  formatWindow,
  Progress,
  Screen,
  useSpeech,
} from '#clients/ui/index.ts';
import { isCardForgotten } from '../state/card-left.ts';
import type { Phase, State } from '../state/types.ts';
import { adviceOf } from './advice-of.ts';
import type { Setup } from './phase-screen.tsx';
import { useWords } from '../words.ts';
import { useKiosk } from './context.tsx';
import { ReaderNotice } from './home-screens.tsx';
import { CardPicture } from './pictures.tsx';
import { StopButton } from './stop.tsx';
import { useStep } from './steps.ts';

type Of<N extends Phase['name']> = Extract<Phase, { name: N }>;

interface PlaceProps {
  state: State;
  phase: Of<'place-card'>;
  setup: Setup;
}

export function PlaceCardScreen({ state, phase, setup }: PlaceProps) {
  const { placeCard } = useWords().visit;
  return (
    <Screen
      id="place-card"
      step={useStep('place-card')}
      title={phase.busy ? placeCard.reading : placeCard.title}
      actions={<StopButton at="once" />}
    >
      <CardPicture label={placeCard.picture} motion={phase.busy ? 'hold' : 'place'} />
      <p class="big" aria-live="polite">
        {phase.busy ? placeCard.readingText : `${placeCard.text} ${placeCard.side}`}
      </p>
      {!phase.busy && (
        <p class={`where where-${setup.reader}`}>
          <DownIcon /> {placeCard.where[setup.reader]}
        </p>
      )}
      <ReaderNotice state={state} />
    </Screen>
  );
}

export function PutBackScreen({ state, phase }: { state: State; phase: Of<'put-back'> }) {
  const words = useWords();
  const { putBack, placeCard } = words.visit;
  const { dispatch } = useKiosk();
  const still = state.reader === 'present' && phase.because;
  const lifted = state.visit?.claim ? putBack.text : words.shared.card.failures['card-removed'].happened;
  const happened = phase.another ? putBack.another : lifted;
  return (
    <Screen
      id={`put-back ${phase.another}`}
      title={phase.another ? putBack.anotherTitle : still ? adviceOf(still, words).title : putBack.title}
      actions={
        <>
          {still && <Button onPress={() => dispatch({ type: 'retry' })}>{words.shared.actions.retry}</Button>}
          <StopButton />
        </>
      }
    >
      <CardPicture label={placeCard.picture} motion="place" />
      <AdviceText advice={{ title: '', happened, next: putBack.next }} />
      <ReaderNotice state={state} />
    </Screen>
  );
}

const STAGES = ['authorise', 'write', 'check'] as const;

export function WritingScreen({ phase }: { phase: Of<'writing'> }) {
  const { writing } = useWords().visit;
  return (
    <Screen id="writing" step={useStep('writing')} title={writing.title}>
      <p class="hold" role="alert">
        {writing.hold}
      </p>
      <CardPicture label={writing.hold} motion="hold" />
      <Progress steps={STAGES.map((stage) => writing.steps[stage])} current={STAGES.indexOf(phase.stage)} />
    </Screen>
  );
}

const BECAUSE = {
  torn: 'torn',
  restart: 'restart',
  'reservation-in-use': 'inUse',
  // It may have ended long ago: no more is known before the card has spoken.
  'reservation-ended': 'title',
} as const;

export function SettlingScreen({ state, phase }: { state: State; phase: Of<'settling'> }) {
  const { settling, placeCard, writing } = useWords().visit;
  return (
    <Screen
      id="settling"
      title={phase.asking ? settling.title : placeCard.title}
      actions={phase.asking ? undefined : <StopButton at="once" />}
    >
      <CardPicture
        label={phase.asking ? writing.hold : placeCard.picture}
        motion={phase.asking ? 'hold' : 'place'}
      />
      <AdviceText
        advice={{
          title: '',
          happened: phase.another ? settling.another : settling[BECAUSE[phase.because]],
          next: phase.asking ? settling.asking : settling.place,
        }}
      />
      <ReaderNotice state={state} />
    </Screen>
  );
}

export function NotResetScreen() {
  const { visit, shared } = useWords();
  const { dispatch } = useKiosk();
  return (
    <Screen
      id="not-reset"
      title={visit.notReset.title}
      actions={
        <>
          <Button onPress={() => dispatch({ type: 'retry' })}>{shared.actions.retry}</Button>
          <StopButton at="once" />
        </>
      }
    >
      <AdviceText advice={visit.notReset} />
    </Screen>
  );
}

export function TakeCardScreen({ state, phase }: { state: State; phase: Of<'take-card'> }) {
  const { visit, shared } = useWords();
  const { takeCard, done } = visit;
  const { dispatch } = useKiosk();
  const there = state.card.lies;
  return (
    <Screen
      id="take-card"
      title={there ? takeCard.title : takeCard.stopped}
      actions={!there && <Button onPress={() => dispatch({ type: 'next' })}>{shared.actions.close}</Button>}
    >
      {isCardForgotten(state) && (
        <p class="hold" role="alert">
          {done.alarm}
        </p>
      )}
      {there && <CardPicture label={done.picture} motion="take" />}
      {phase.unchanged && <p class="big">{takeCard.text}</p>}
      {phase.until !== null && <KeptUntil state={state} until={phase.until} />}
    </Screen>
  );
}

/** Until when the reservation stands. `until` is of the server's clock, as is what is shown. */
export function KeptUntil({ state, until }: { state: State; until: number }) {
  const { visit, shared } = useWords();
  const { language } = useSpeech();
  const now = state.now + state.service.skew;
  const time = formatWindow({ from: now, until }, now, language, shared.time);
  return <p class="big">{visit.takeCard.kept({ time })}</p>;
}
