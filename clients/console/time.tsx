import { formatClock, formatDate } from '#clients/ui/time/format.ts';
import { useSpeech, type OperatorsLanguage } from './words.tsx';

const iso = (instant: number): string => new Date(instant * 1_000).toISOString();

/** Day and minute in Japan of an instant (Unix seconds). */
export const inJapan = (instant: number, language: OperatorsLanguage): string =>
  `${formatDate(instant, language)} ${formatClock(instant, language)}`;

/** The same in UTC: `11-30 09:05`. */
export const inUtc = (instant: number): string => iso(instant).slice(5, 16).replace('T', ' ');

/** An instant to the minute, in Japan and in UTC. */
export function When({ at }: { at: number }) {
  const { language } = useSpeech();
  return (
    <time dateTime={iso(at).slice(0, 16)}>
      {inJapan(at, language)} <span class="utc">{inUtc(at)} UTC</span>
    </time>
  );
}
