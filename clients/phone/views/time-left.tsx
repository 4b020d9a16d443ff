import { useEffect } from 'preact/hooks';
import { Button, Countdown, useAnnounce } from '#clients/ui/index.ts';
import { useApp } from '../app.tsx';
import { isRenewable, timeLeft, WARN } from '../state/reading.ts';
import { useWords } from '../words.ts';
import { Around } from './around.tsx';

/** How long what was read of the card is still worth something; a warning before the end, and more of it. */
export function TimeLeft() {
  const { state, dispatch } = useApp();
  const { selfie } = useWords();
  const announce = useAnnounce();
  const { reading } = state.visit;
  const soon = timeLeft(state) < WARN;
  const warning = isRenewable(state) ? selfie.timeSoon : selfie.timeLast;
  useEffect(() => {
    if (soon) announce(warning);
  }, [soon, warning]);
  if (!reading) return null;
  return (
    <div class={soon ? 'notice' : 'small'}>
      <p>
        <Around say={(time) => selfie.timeLeft({ time })}>
          <Countdown until={reading.expiresAt - state.skew} />
        </Around>
      </p>
      {soon && <p>{warning}</p>}
      {soon && isRenewable(state) && (
        <Button look="secondary" onPress={() => dispatch({ type: 'more-time' })}>
          {selfie.moreTime}
        </Button>
      )}
    </div>
  );
}
