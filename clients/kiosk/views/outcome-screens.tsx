import { AdviceText, AlertIcon, Button, Screen } from '#clients/ui/index.ts';
import { isCardForgotten } from '../state/card-left.ts';
import { nextOpeningOf } from '../state/hours.ts';
import { mayRetry } from '../state/refused.ts';
import type { Trouble } from '../state/trouble.ts';
import type { CertificateVerdict, Phase, State } from '../state/types.ts';
import { adviceOf, closedAdvice } from './advice-of.ts';
import { useWords } from '../words.ts';
import { useKiosk } from './context.tsx';
import { KeptUntil } from './card-screens.tsx';
import { NextOpening } from './home-screens.tsx';
import { CardPicture } from './pictures.tsx';
import { ReserveHow } from './reserve.tsx';
import { useStep } from './steps.ts';

type Of<N extends Phase['name']> = Extract<Phase, { name: N }>;

export function DoneScreen({ state, phase }: { state: State; phase: Of<'done'> }) {
  const { done } = useWords().visit;
  const forgotten = isCardForgotten(state);
  return (
    <Screen id="done" step={useStep('done')} title={done.title}>
      <p class={forgotten ? 'hold' : 'take'} role={forgotten ? 'alert' : undefined}>
        {forgotten ? done.alarm : done.take}
      </p>
      <CardPicture label={done.picture} motion="take" />
      <Certificate verdict={phase.certificate} />
    </Screen>
  );
}

const WELL = new Set<CertificateVerdict>(['valid', 'good']);

export function Certificate({ verdict }: { verdict: CertificateVerdict }) {
  const { certificate } = useWords().visit;
  // No tick: a date that lies ahead does not make it valid.
  return (
    <p class={WELL.has(verdict) ? 'certificate' : 'certificate hint'}>
      {!WELL.has(verdict) && <AlertIcon />} {certificate[verdict]}
    </p>
  );
}

/** Why it cannot go on: what happened, what to do, and how to get a reservation where that is what is missing. */
export function RefusedScreen({ state, phase }: { state: State; phase: Of<'refused'> }) {
  const words = useWords();
  const { dispatch } = useKiosk();
  const { trouble } = phase;
  const closed = trouble.from === 'service' && trouble.code === 'kiosk-closed';
  const told = adviceOf(trouble, words);
  const advice = closed ? { ...told, happened: closedAdvice(state, words).happened } : told;
  const again = mayRetry(trouble);
  const next = nextOpeningOf(state);
  return (
    <Screen
      id={`refused ${advice.title}`}
      title={advice.title}
      actions={
        <>
          {again && (
            <Button onPress={() => dispatch({ type: 'retry' })}>{words.shared.actions.startOver}</Button>
          )}
          <Button look={again ? 'secondary' : 'primary'} onPress={() => dispatch({ type: 'cancel' })}>
            {words.shared.actions.close}
          </Button>
        </>
      }
    >
      <AdviceText advice={advice} />
      {next !== null && <NextOpening state={state} from={next} />}
      {phase.keptUntil !== undefined && <KeptUntil state={state} until={phase.keptUntil} />}
      {needsReservation(trouble) && <ReserveHow />}
      {trouble.from === 'service' && trouble.requestId !== '' && (
        <p class="support">{words.shared.supportCode({ code: trouble.requestId.slice(0, 8) })}</p>
      )}
    </Screen>
  );
}

const RESERVE_FIRST = new Set([
  'no-reservation',
  'reservation-lost',
  'reservation-expired',
  'reservation-ended',
]);
const needsReservation = (trouble: Trouble) => trouble.from === 'service' && RESERVE_FIRST.has(trouble.code);
