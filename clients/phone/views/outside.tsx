import { useEffect, useState } from 'preact/hooks';
import { Button, formatClock, formatDay, formatWindow, useSpeech } from '#clients/ui/index.ts';
import { withoutReadings } from '#clients/words/readings.ts';
import type { PhoneWords } from '#clients/words/words.ts';
import { useApp } from '../app.tsx';
import { shortCode } from '../receipt/codes.ts';
import { momentsOf, type Moment } from '../receipt/reminders.ts';
import type { Reservation } from '../state/types.ts';

/** As seen from it, every day is a date. */
const NO_DAY = 0;

interface OutsideProps {
  reservation: Reservation;
  /** Those that are not over. */
  windows: Reservation['windows'];
  /** The server's clock, to the minute. */
  now: number;
}

/** What may leave the page: the reservation told to others, and reminders of it. No secret is in either. */
export function Outside(props: OutsideProps) {
  const { share } = useApp().errands;
  const { receipt } = useSpeech<PhoneWords>().words;
  const say = useTelling(props);
  useKept(say());
  return (
    <>
      <Reminders {...props} />
      {share && (
        <Button look="quiet" onPress={() => share(say().join('\n'))}>
          {receipt.share}
        </Button>
      )}
    </>
  );
}

/** For somebody else's phone, or a later hour: what, when by date, what to bring. */
function useTelling({ reservation, windows }: OutsideProps): () => string[] {
  const { language, words } = useSpeech<PhoneWords>();
  const { receipt, shared } = words;
  return () => {
    const times = windows.map((window) => formatWindow(window, NO_DAY, language, shared.time));
    const code = `${receipt.code}: ${shortCode(reservation.reservationId)}`;
    return [receipt.event, ...times, receipt.eventNote, code].map(withoutReadings);
  };
}

/** Keeps what is told for an hour in which the page cannot be had. */
function useKept(lines: string[]): void {
  const { keep } = useApp().errands;
  const { reload } = useSpeech<PhoneWords>().words;
  const [title = '', ...rest] = lines;
  useEffect(() => keep?.({ title, lines: rest, again: withoutReadings(reload) }), [lines.join('\n')]);
}

function Reminders({ windows, now }: OutsideProps) {
  const { remind } = useApp().errands;
  const { language, words } = useSpeech<PhoneWords>();
  const { receipt, shared } = words;
  const [set, setSet] = useState(false);
  const moments = momentsOf(windows, now);
  if (!remind || moments.length === 0) return null;
  if (set) return <p role="status">{receipt.reminded}</p>;
  const titleOf = ({ of, at, until }: Moment): string => {
    const day = formatDay(until, at, language, shared.time);
    return withoutReadings(receipt.reminders[of]({ time: `${day} ${formatClock(until, language)}` }));
  };
  const body = withoutReadings(receipt.eventNote);
  const press = () => {
    remind(moments.map((moment) => ({ at: moment.at, title: titleOf(moment), body })));
    setSet(true);
  };
  return (
    <Button look="secondary" onPress={press}>
      {receipt.remind}
    </Button>
  );
}
