import {
  Button,
  formatDuration,
  MatchCode,
  PasswordComposer,
  PinPad,
  Screen,
  useSpeech,
} from '#clients/ui/index.ts';
import type { PasswordFault } from '#schema/contract/card/password.ts';
import { asOneWord } from '#clients/words/hotline.ts';
import { helplineOf } from '../effects/say.ts';
import type { Phase, State } from '../state/types.ts';
import { useWords } from '../words.ts';
import { useKiosk } from './context.tsx';
import type { Setup } from './phase-screen.tsx';
import { CardPicture } from './pictures.tsx';
import { StopButton } from './stop.tsx';
import { useStep } from './steps.ts';

type Of<N extends Phase['name']> = Extract<Phase, { name: N }>;

export function ConsentScreen() {
  const { visit, shared } = useWords();
  const { dispatch } = useKiosk();
  const { consent } = visit;
  return (
    <Screen
      id="consent"
      title={consent.title}
      actions={
        <>
          <Button onPress={() => dispatch({ type: 'agree' })}>{consent.agree}</Button>
          <Button look="secondary" onPress={() => dispatch({ type: 'cancel' })}>
            {shared.actions.cancel}
          </Button>
        </>
      }
    >
      <ol class="plan">
        {Object.values(consent.steps).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p>{consent.minutes}</p>
      <section class="agreement">
        <h2>{consent.privacyTitle}</h2>
        <p>{consent.privacy}</p>
      </section>
    </Screen>
  );
}

export function PinScreen({ state, phase, setup }: { state: State; phase: Of<'pin'>; setup: Setup }) {
  const { visit } = useWords();
  const { dispatch, enter } = useKiosk();
  const step = useStep('pin');
  if (phase.guard) return <LastTryScreen />;
  if (phase.busy)
    return (
      <Screen
        id="pin checking"
        step={step}
        title={state.visit?.claimAsked ? visit.pin.asking : visit.pin.checking}
      >
        <CardPicture label={visit.writing.hold} motion="hold" />
        <p class="big">{visit.placeCard.readingText}</p>
        <Waiting since={state.since} now={state.now} />
      </Screen>
    );
  return (
    <Screen
      id={`pin ${phase.wrong}`}
      step={step}
      title={phase.wrong ? visit.pin.wrong : visit.pin.title}
      actions={<StopButton />}
    >
      <p>{visit.pin.which}</p>
      <TriesLeft count={state.visit?.userPinTries ?? null} />
      <PinPad
        shuffle={setup.shuffle}
        onDone={(pin) => enter('pin', pin)}
        onMissed={() => dispatch({ type: 'again' })}
      />
    </Screen>
  );
}

/** Seconds after which a wait is owned up to. */
const LONG = 4;

/** Moves while an answer is waited for, and says so when it takes long. */
function Waiting({ since, now }: { since: number; now: number }) {
  const { pin } = useWords().visit;
  return (
    <div class="waiting" role="status">
      <span class="waiting-dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <p class="big">{now >= since + LONG && pin.still}</p>
    </div>
  );
}

function TriesLeft({ count }: { count: number | null }) {
  const { card } = useWords().shared;
  if (count === null) return <p class="tries">{card.triesUnknown}</p>;
  return (
    <p class={count === 1 ? 'tries tries-last' : 'tries'} role="status">
      {card.triesLeft({ count })}
      {count === 1 && <strong> {card.lastTry}</strong>}
    </p>
  );
}

/** The last try is only spent by somebody who has said so. */
function LastTryScreen() {
  const { pin } = useWords().visit;
  const { dispatch } = useKiosk();
  return (
    <Screen
      id="pin guard"
      title={pin.guardTitle}
      actions={
        <>
          <StopButton at="once" />
          <Button look="danger" onPress={() => dispatch({ type: 'sure' })}>
            {pin.sure}
          </Button>
        </>
      }
    >
      <p class="notice big" role="alert">
        {pin.guardText}
      </p>
    </Screen>
  );
}

export function FoundScreen({ state, setup }: { state: State; setup: Setup }) {
  const { visit, shared } = useWords();
  const { language } = useSpeech();
  const { dispatch } = useKiosk();
  const claim = state.visit!.claim!;
  const left = formatDuration(claim.expiresAt - state.now - state.service.skew, shared.time);
  return (
    <Screen
      id="found"
      step={useStep('found')}
      title={visit.found.title}
      actions={
        <>
          <Button onPress={() => dispatch({ type: 'next' })}>{visit.found.next}</Button>
          <StopButton />
        </>
      }
    >
      <MatchCode code={claim.matchCode} />
      <p>{visit.found.compareHint({ number: asOneWord(helplineOf(setup.helpline, language)) })}</p>
      <p class="time-left">{visit.found.left({ duration: left })}</p>
    </Screen>
  );
}

/** Whoever hears and does not see is told why an entry does not end. */
function useMissed(): (faults: readonly PasswordFault[]) => void {
  const { dispatch } = useKiosk();
  return (faults) => dispatch({ type: 'missed', faults });
}

export function PasswordScreen({ phase }: { phase: Of<'password'> }) {
  const { password } = useWords().visit;
  const { enter } = useKiosk();
  const onMissed = useMissed();
  return (
    <Screen id={`password ${phase.refused}`} step={useStep('password')} title={password.title}>
      {phase.refused ? (
        <p class="notice" role="alert">
          {password.refused}
        </p>
      ) : (
        <p class="careful">{password.careful}</p>
      )}
      <PasswordComposer
        doneLabel={password.done}
        onDone={(bytes) => enter('password', bytes)}
        onMissed={onMissed}
      >
        <StopButton />
      </PasswordComposer>
    </Screen>
  );
}

export function ConfirmScreen({ phase }: { phase: Of<'confirm'> }) {
  const { confirm } = useWords().visit;
  const { dispatch, enter } = useKiosk();
  const onMissed = useMissed();
  return (
    <Screen id="confirm" step={useStep('confirm')} title={confirm.title}>
      {phase.differsAt !== null && (
        <p class="notice" role="alert">
          <strong>{confirm.differs({ position: phase.differsAt + 1 })}</strong> {confirm.differsHelp}
        </p>
      )}
      <PasswordComposer
        checked={false}
        doneLabel={confirm.done}
        onDone={(bytes) => enter('again', bytes)}
        onMissed={onMissed}
      >
        <Button look="secondary" onPress={() => dispatch({ type: 'back' })}>
          {confirm.redo}
        </Button>
        <StopButton />
      </PasswordComposer>
    </Screen>
  );
}
