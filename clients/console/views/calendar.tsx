import { useState } from 'preact/hooks';
import type { Calendar as Days, ClosedStretch } from '#schema/contract/calendar.ts';
import type { PlannedClosure } from '#schema/contract/operator-acts.ts';
import type { ServiceDay } from '#schema/contract/service-day.ts';
import { formatDate } from '#clients/ui/time/format.ts';
import type { ConsoleWords } from '#clients/words/words.ts';
import { DAY, hoursInWords, inJapan, inUtc, midnightOf } from '../time.tsx';
import { listed, useSpeech, type OperatorsLanguage } from '../words.tsx';
import { CloseNow, End, OpenNow } from './at-once.tsx';
import { Plan } from './plan.tsx';

interface CalendarProps {
  day: ServiceDay;
  /** The service's clock. */
  now: number;
  refresh: () => Promise<void>;
}

type Act = 'plan' | 'closeNow' | 'openNow' | PlannedClosure;

/** The third band: fourteen days, and what can be done about them. */
export function Calendar({ day, now, refresh }: CalendarProps) {
  const { words } = useSpeech();
  const { calendar } = words;
  const [act, setAct] = useState<Act | null>(null);
  const [done, setDone] = useState('');
  const onClose = () => setAct(null);
  const onDone = (said: string) => {
    setAct(null);
    setDone(said);
    void refresh();
  };
  return (
    <section aria-labelledby="calendar">
      <h2 id="calendar">{calendar.title}</h2>
      <p class="buttons">
        {(['plan', 'closeNow', 'openNow'] as const).map((name) => (
          <button key={name} type="button" onClick={() => setAct(name)}>
            {calendar[name]}
          </button>
        ))}
      </p>
      <p role="status" class="said">
        {done}
      </p>
      <Table day={day} now={now} end={setAct} />
      {act !== null && <Acting act={act} now={now} onClose={onClose} onDone={onDone} />}
    </section>
  );
}

interface ActingProps {
  act: Act;
  now: number;
  onClose: () => void;
  onDone: (said: string) => void;
}

function Acting({ act, ...rest }: ActingProps) {
  const { words, language } = useSpeech();
  if (act === 'plan') return <Plan {...rest} />;
  if (act === 'closeNow') return <CloseNow {...rest} />;
  if (act === 'openNow') return <OpenNow {...rest} />;
  return <End {...rest} closure={act} called={inWords(act, words, language)} />;
}

/** A closure with its times in both zones, what it closes and why. */
function inWords(closure: PlannedClosure, { calendar }: ConsoleWords, language: OperatorsLanguage): string {
  const both = (instant: number) => `${inJapan(instant, language)} (${inUtc(instant)} UTC)`;
  const span = calendar.span({ from: both(closure.from), until: both(closure.until) });
  const what = [
    calendar[closure.scope],
    calendar[closure.reason],
    ...(closure.cuts ? [calendar.cutting] : []),
  ];
  return calendar.closure({ span, what: listed(what, language) });
}

/** Days that are told, the present one among them. */
const DAYS = 14;

function Table({ day, now, end }: { day: ServiceDay; now: number; end: (closure: PlannedClosure) => void }) {
  const { words, language } = useSpeech();
  const { calendar } = words;
  const days = Array.from({ length: DAYS }, (_, index) => midnightOf(now) + index * DAY);
  return (
    <table class="calendar">
      <thead>
        <tr>
          <th scope="col">{calendar.day}</th>
          <th scope="col">{calendar.hours}</th>
          <th scope="col">{calendar.closed}</th>
        </tr>
      </thead>
      <tbody>
        {days.map((midnight) => (
          <tr key={midnight}>
            <th scope="row">{formatDate(midnight, language)}</th>
            <td>{hoursOf(midnight, day.calendar, words)}</td>
            <td>
              <Closed closures={day.closures.filter((closure) => isOn(closure, midnight))} end={end} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const isOn = ({ from, until }: Pick<ClosedStretch, 'from' | 'until'>, midnight: number): boolean =>
  from < midnight + DAY && until > midnight;

function hoursOf(midnight: number, { kioskHours, closed }: Days, { calendar }: ConsoleWords): string {
  const opens = midnight + kioskHours.opensAt * 60;
  const closes = midnight + kioskHours.closesAt * 60;
  const isHoliday = ({ reason, scope, from, until }: ClosedStretch) =>
    reason === 'closed-day' && scope !== 'phone' && from <= opens && until >= closes;
  if (closed.some(isHoliday)) return calendar['closed-day'];
  return hoursInWords(kioskHours);
}

interface ClosedProps {
  closures: PlannedClosure[];
  end: (closure: PlannedClosure) => void;
}

function Closed({ closures, end }: ClosedProps) {
  const { words, language } = useSpeech();
  const { calendar } = words;
  if (closures.length === 0) return <span class="aside">{calendar.open}</span>;
  return (
    <ul>
      {closures.map((closure) => {
        const called = inWords(closure, words, language);
        return (
          <li key={closure.id}>
            {called} {closure.note && <q lang={language}>{closure.note[language]}</q>}{' '}
            <button
              type="button"
              aria-label={calendar.endOf({ closure: called })}
              onClick={() => end(closure)}
            >
              {calendar.end}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
