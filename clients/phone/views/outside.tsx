import { useState } from 'preact/hooks';
import { Button, formatClock, formatDay, formatWindow, useSpeech } from '#clients/ui/index.ts';
import { withoutReadings } from '#clients/words/readings.ts';
import type { PhoneWords } from '#clients/words/words.ts';
import { useApp } from '../app.tsx';
import { shortCode } from '../receipt/codes.ts';
import { momentsOf, type Moment } from '../receipt/reminders.ts';
import type { Reservation } from '../state/types.ts';

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
  return (
    <>
      <Reminders {...props} />
      {share && (
        <Button look="quiet" onPress={() => share(say())}>
          {receipt.share}
        </Button>
      )}
    </>
  );
}

/** For somebody else's phone, or one's own: what, when, what to bring. */
function useTelling({ reservation, windows, now }: OutsideProps): () => string {
  const { language, words } = useSpeech<PhoneWords>();
  const { receipt, shared } = words;
  return () => {
    const times = windows.map((window) => formatWindow(window, now, language, shared.time));
    const code = `${receipt.code}: ${shortCode(reservation.reservationId)}`;
    return withoutReadings([receipt.event, ...times, receipt.eventNote, code].join('\n'));
  };
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
