import { useState } from 'preact/hooks';
import { ascii } from '#schema/contract/card.ts';
import { usePhase } from '../app.tsx';
import { CALENDARS, digitGroups, readBirthDate, todayInJapan, type Calendar } from '../numbers/printed.ts';
import { useWords } from '../words.ts';
import { NumberPad } from './number-pad.tsx';

/** Era and date as they are printed, kept as one date of the common calendar. */
export function BirthDate() {
  const { state, dispatch, drawer } = usePhase('numbers');
  const { birth } = useWords().numbers;
  const [calendar, setCalendar] = useState<Calendar>('showa');
  const today = todayInJapan(state.now + state.skew);
  const lengths = digitGroups(calendar);
  const groups = [birth.year, birth.month, birth.day].map((unit, at) => ({ length: lengths[at]!, unit }));
  const done = (digits: Uint8Array) => {
    const verdict = readBirthDate(calendar, digits, today);
    digits.fill(0);
    if (!('date' in verdict)) return;
    drawer.putNumber('birth', ascii(verdict.date));
    dispatch({ type: 'entered', western: calendar === 'western' });
  };
  return (
    <>
      <Calendars chosen={calendar} choose={setCalendar} />
      <NumberPad
        key={lengths.join()}
        groups={groups}
        judge={(digits) => {
          const verdict = readBirthDate(calendar, digits, today);
          return 'fault' in verdict
            ? { fault: birth.faults[verdict.fault], ready: false }
            : { ready: 'date' in verdict };
        }}
        onDone={done}
      >
        {calendar === 'western' && <p class="small">{birth.westernNote}</p>}
        <p class="small">{birth.example}</p>
      </NumberPad>
    </>
  );
}

function Calendars({ chosen, choose }: { chosen: Calendar; choose(calendar: Calendar): void }) {
  const { birth } = useWords().numbers;
  return (
    <div class="choices" role="group" aria-label={birth.calendar}>
      {CALENDARS.map((calendar) => (
        <button
          key={calendar}
          type="button"
          class="choice"
          aria-pressed={calendar === chosen}
          onClick={() => choose(calendar)}
        >
          {birth.calendars[calendar]}
        </button>
      ))}
    </div>
  );
}
