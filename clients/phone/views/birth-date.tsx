import { ascii } from '#schema/contract/card.ts';
import { Button } from '#clients/ui/index.ts';
import { usePhase } from '../app.tsx';
import { digitGroups, readBirthDate, todayInJapan, type Printing } from '../numbers/printed.ts';
import { useWords } from '../words.ts';
import { NumberPad } from './number-pad.tsx';

interface BirthDateProps {
  printing: Printing;
  onPrinting(printing: Printing): void;
}

/** The date as it is printed: six digits, or eight behind a link. */
export function BirthDate({ printing, onPrinting }: BirthDateProps) {
  const { state, dispatch, drawer } = usePhase('numbers');
  const { birth } = useWords().numbers;
  const today = todayInJapan(state.now + state.skew);
  const lengths = digitGroups(printing);
  const groups = [birth.year, birth.month, birth.day].map((unit, at) => ({ length: lengths[at]!, unit }));
  const done = (typed: Uint8Array) => {
    const verdict = readBirthDate(printing, typed, today);
    typed.fill(0);
    if (!('digits' in verdict)) return;
    drawer.putNumber('birth', ascii(verdict.digits));
    dispatch({ type: 'entered', western: printing === 'western' });
  };
  const judge = (typed: Uint8Array) => {
    const verdict = readBirthDate(printing, typed, today);
    if ('fault' in verdict) return { fault: birth.faults[verdict.fault], ready: false };
    if (!('digits' in verdict)) return { ready: false };
    // Nobody is led on by a slip: what is printed so is said to be.
    return verdict.unknown ? { fault: birth.unknown, ready: true } : { ready: true };
  };
  return (
    <>
      <NumberPad key={printing} groups={groups} judge={judge} onDone={done} />
      {printing === 'western' && <p class="small">{birth.westernNote}</p>}
      <Button look="quiet" onPress={() => onPrinting(printing === 'era' ? 'western' : 'era')}>
        {printing === 'era' ? birth.western : birth.byEra}
      </Button>
    </>
  );
}
