import { AlertIcon, Button, PinPad, Screen } from '#clients/ui/index.ts';
import { usePhase } from '../app.tsx';
import { useWords } from '../words.ts';
import { BackButton } from './back-button.tsx';
import { useStepLine } from './step-line.ts';

/** The 4-digit PIN: first how many tries are left, then the keypad. */
export function Pin() {
  const { phase, state, dispatch, drawer } = usePhase('pin');
  const { pin, shared } = useWords();
  const line = useStepLine('pin');
  const tries = state.visit.userPinTries;
  if (phase.guard) return <Guard />;
  const done = (digits: Uint8Array) => {
    drawer.putPin(digits);
    dispatch({ type: 'entered' });
  };
  return (
    <Screen id="pin" title={pin.title} {...line} actions={<BackButton />}>
      {phase.wrong && (
        <p class="notice" role="alert">
          <strong>{pin.wrong}</strong>
        </p>
      )}
      <p class={tries !== null && tries < 3 ? 'tries few' : 'tries'}>
        {tries === null ? shared.card.triesUnknown : shared.card.triesLeft({ count: tries })}
      </p>
      <p>{pin.which}</p>
      <PinPad onDone={done} />
    </Screen>
  );
}

/** Before the last try is spent, the person says that they mean it. */
function Guard() {
  const { dispatch } = usePhase('pin');
  const { pin, shared } = useWords();
  const line = useStepLine('pin');
  return (
    <Screen
      id="pin-guard"
      title={pin.guardTitle}
      {...line}
      actions={
        <>
          <Button look="secondary" onPress={() => dispatch({ type: 'sure' })}>
            {pin.sure}
          </Button>
          <Button onPress={() => dispatch({ type: 'leave' })}>{pin.office}</Button>
        </>
      }
    >
      <p class="notice notice-row strong">
        <AlertIcon /> <span>{pin.guard}</span>
      </p>
      <p>{shared.office}</p>
    </Screen>
  );
}
