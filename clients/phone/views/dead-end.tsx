import { AlertIcon, formatClock, formatDay, useSpeech } from '#clients/ui/index.ts';
import type { PhoneWords } from '#clients/words/words.ts';
import { useApp } from '../app.tsx';
import { deadEndOf } from '../state/arrival.ts';
import { GetApp } from './get-app.tsx';
import { Office } from './help.tsx';

/** Why nobody should begin now, and the way on: said before anything is asked for. */
export function DeadEndNotice() {
  const { state } = useApp();
  const { check } = useSpeech<PhoneWords>().words;
  const { service } = state;
  switch (deadEndOf(state)) {
    case null:
      return null;
    case 'no-reader':
      return (
        <div class="notice">
          <Reason>{check.noReader}</Reason>
          <p>{check.noReaderNext}</p>
          <GetApp />
          <p>{check.withoutApp}</p>
        </div>
      );
    case 'closed':
      return (
        <div class="notice">
          <Reason>{check.closed}</Reason>
          <OpensAgain at={service!.phone.until} />
          <Office said="" />
        </div>
      );
    case 'no-windows':
      return (
        <div class="notice">
          <Reason>{check.noWindows}</Reason>
          {!service!.kiosk.open && <OpensAgain at={service!.kiosk.until} />}
        </div>
      );
  }
}

const Reason = ({ children }: { children: string }) => (
  <p class="fact bad">
    <AlertIcon /> <span>{children}</span>
  </p>
);

function OpensAgain({ at }: { at: number | null }) {
  const { state } = useApp();
  const { language, words } = useSpeech<PhoneWords>();
  if (at === null) return null;
  const day = formatDay(at, state.now + state.skew, language, words.shared.time);
  return <p>{words.check.opensAgain({ time: `${day} ${formatClock(at, language)}` })}</p>;
}
