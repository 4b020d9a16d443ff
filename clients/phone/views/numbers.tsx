import type { ComponentType } from 'preact';
import { Screen, useSpeech } from '#clients/ui/index.ts';
import { usePhase } from '../app.tsx';
import { readExpiryYear, todayInJapan } from '../numbers/printed.ts';
import type { NumberField } from '../state/types.ts';
import { useWords } from '../words.ts';
import { BirthDate } from './birth-date.tsx';
import { CardPicture } from './card-picture.tsx';
import { LooksDifferent } from './looks-different.tsx';
import { NumberPad } from './number-pad.tsx';
import { BackButton } from './back-button.tsx';
import { useStepLine } from './step-line.ts';

const FIELDS: Record<NumberField, ComponentType> = {
  birth: BirthDate,
  expiry: ExpiryYear,
  code: SecurityCode,
};

/** One number of the card's front a screen. */
export function Numbers() {
  const { phase } = usePhase('numbers');
  const { numbers } = useWords();
  const line = useStepLine('numbers');
  const Field = FIELDS[phase.field];
  return (
    <Screen
      id={`numbers-${phase.field}`}
      title={numbers[phase.field].title}
      {...line}
      actions={<BackButton />}
    >
      {phase.wrong && phase.field === 'birth' && <WrongNumbers />}
      {!phase.wrong && <p>{numbers[phase.field].why}</p>}
      <CardPicture field={phase.field} />
      <Field />
      <LooksDifferent />
    </Screen>
  );
}

function WrongNumbers() {
  const { phase } = usePhase('numbers');
  const { card } = useSpeech().words.shared;
  const tries = phase.wrong?.from === 'card' ? phase.wrong.triesLeft : null;
  return (
    <div class="notice" role="alert">
      <strong>{card.matchingNumberWrong.title}</strong>
      {tries !== null && <p>{card.triesLeft({ count: tries })}</p>}
    </div>
  );
}

function ExpiryYear() {
  const { state, dispatch, drawer } = usePhase('numbers');
  const { expiry } = useWords().numbers;
  const today = todayInJapan(state.now + state.skew);
  let expired = false;
  const judge = (digits: Uint8Array) => {
    const verdict = readExpiryYear(digits, today);
    expired = 'fault' in verdict && verdict.fault === 'expired';
    return 'fault' in verdict
      ? { fault: expiry.faults[verdict.fault], ready: expired }
      : { ready: 'year' in verdict };
  };
  const done = (digits: Uint8Array) => {
    drawer.putNumber('expiry', digits);
    dispatch({ type: expired ? 'card-expired' : 'entered' });
  };
  return <NumberPad groups={[{ length: 4, unit: expiry.year }]} judge={judge} onDone={done} />;
}

function SecurityCode() {
  const { dispatch, drawer } = usePhase('numbers');
  const done = (digits: Uint8Array) => {
    drawer.putNumber('code', digits);
    dispatch({ type: 'entered' });
  };
  return (
    <NumberPad groups={[{ length: 4 }]} judge={({ length }) => ({ ready: length === 4 })} onDone={done} />
  );
}
