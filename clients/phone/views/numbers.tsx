import type { ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import { Screen, useSpeech } from '#clients/ui/index.ts';
import { usePhase } from '../app.tsx';
import { readExpiryYear, todayInJapan, type Printing } from '../numbers/printed.ts';
import type { NumberField } from '../state/types.ts';
import { useWords } from '../words.ts';
import { BirthDate } from './birth-date.tsx';
import { CardPicture } from './card-picture.tsx';
import { LooksDifferent } from './looks-different.tsx';
import { NumberPad } from './number-pad.tsx';
import { BackButton } from './back-button.tsx';
import { useStepLine } from './step-line.ts';

const FIELDS: Record<Exclude<NumberField, 'birth'>, ComponentType> = {
  expiry: ExpiryYear,
  code: SecurityCode,
};

/** One number of the card's front a screen. */
export function Numbers() {
  const { phase, state } = usePhase('numbers');
  const { numbers } = useWords();
  const line = useStepLine('numbers');
  // Who has chosen it once has a card that is printed so.
  const [printing, setPrinting] = useState<Printing>(state.visit.years === null ? 'era' : 'western');
  const { field } = phase;
  const western = field === 'birth' && printing === 'western';
  return (
    <Screen id={`numbers-${field}`} title={numbers[field].title} {...line} actions={<BackButton />}>
      {phase.wrong && field === 'birth' && <WrongNumbers />}
      {!phase.wrong && <p>{western ? numbers.birth.whyWestern : numbers[field].why}</p>}
      <CardPicture field={field} />
      {field === 'birth' ? (
        <BirthDate printing={printing} onPrinting={setPrinting} />
      ) : (
        <Other field={field} />
      )}
      <LooksDifferent />
    </Screen>
  );
}

function Other({ field }: { field: Exclude<NumberField, 'birth'> }) {
  const Field = FIELDS[field];
  return <Field />;
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
