import { useState } from 'preact/hooks';
import { ascii } from '#schema/contract/card.ts';
import { Button } from '#clients/ui/index.ts';
import { usePhase } from '../app.tsx';
import { digitGroups, readBirthDate, todayInJapan, type Printing } from '../numbers/printed.ts';
import { useWords } from '../words.ts';
import { NumberPad } from './number-pad.tsx';

/** The date as it is printed: six digits, or eight behind a link. */
export function BirthDate() {
  const { state, dispatch, drawer } = usePhase('numbers');
  const { birth } = useWords().numbers;
  const [printing, setPrinting] = useState<Printing>('era');
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
      {printing === 'western' && <p class="small">{birth.westernNote}</p>}
      <NumberPad key={printing} groups={groups} judge={judge} onDone={done} />
      <Button look="quiet" onPress={() => setPrinting(printing === 'era' ? 'western' : 'era')}>
        {printing === 'era' ? birth.western : birth.byEra}
      </Button>
    </>
  );
}
