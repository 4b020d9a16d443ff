import { useMemo } from 'preact/hooks';
import { Countdown, formatClock, formatDay, useSpeech } from '#clients/ui/index.ts';
import type { PhoneWords } from '#clients/words/words.ts';
import { useApp } from '../app.tsx';
import type { Reservation } from '../state/types.ts';
import { Windows } from './windows.tsx';

interface TimeToGoProps {
  /** Those that are not over, in order; at least one. */
  windows: Reservation['windows'];
  /** The server's clock, to the minute. */
  now: number;
}

/** How long a kiosk will take it: to the last minute that one is open, not to the end of the reservation. */
export function TimeToGo({ windows, now }: TimeToGoProps) {
  const { skew } = useApp().state;
  const { language, words } = useSpeech<PhoneWords>();
  const { receipt, shared } = words;
  const [from, until] = [windows[0]!.from, windows.at(-1)!.until];
  const time = (instant: number) => ({
    day: formatDay(instant, now, language, shared.time),
    clock: formatClock(instant, language),
  });
  const opens = time(from);
  const last = time(until);
  const list = useMemo(() => <Windows windows={windows} now={now} />, [windows, now, language]);
  return (
    <>
      <section class="left">
        {from > now && (
          <p class="left-time" translate={false}>
            {receipt.opens({ time: shared.time.from({ day: opens.day, start: opens.clock }) })}
          </p>
        )}
        <h2>{receipt.left}</h2>
        <p class="left-time" translate={false}>
          <Countdown until={until - skew} />
        </p>
        <p translate={false}>{receipt.until({ time: `${last.day} ${last.clock}` })}</p>
      </section>
      <section class="block" translate={false}>
        <h2>{receipt.windows}</h2>
        {list}
      </section>
    </>
  );
}
