import { useEffect, useState } from 'preact/hooks';
import { useSpeech } from '../screen/speech.tsx';
import { formatDuration } from './format.ts';

/** Seconds of the device's clock, ticking once a second. For display only: the server's clock decides. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now() / 1000);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now() / 1000), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

interface CountdownProps {
  /** Unix seconds on the device's clock. */
  until: number;
  onEnd?: () => void;
}

/** Time left. Not a live region: a screen reader reads it when asked, not every second. */
export function Countdown({ until, onEnd }: CountdownProps) {
  const { words } = useSpeech();
  const left = Math.max(0, until - useNow());
  const over = left === 0;
  useEffect(() => {
    if (over) onEnd?.();
  }, [over, onEnd]);
  return (
    <time class="countdown" role="timer" aria-live="off" translate={false}>
      {formatDuration(left, words.shared.time)}
    </time>
  );
}
