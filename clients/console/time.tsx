import { formatClock, formatDate } from '#clients/ui/time/format.ts';
import { useSpeech, type OperatorsLanguage } from './words.tsx';

/** Japan is nine hours ahead of UTC all year. */
const JAPAN = 9 * 3_600;
export const DAY = 86_400;

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

/** What a `datetime-local` field holds, which asks for Japan's time, in Unix seconds; null while it holds none. */
export function instantIn(field: string): number | null {
  const time = Date.parse(`${field}:00+09:00`);
  return Number.isNaN(time) ? null : time / 1_000;
}

/** The text of such a field for an instant. */
export const asField = (instant: number): string => iso(instant + JAPAN).slice(0, 16);

/** The midnight in Japan with which the day of an instant began. */
export const midnightOf = (instant: number): number => instant - ((instant + JAPAN) % DAY);

const clock = (minutes: number): string =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

/** Hours of a day, in minutes from midnight in Japan, as signs say them. */
export const hoursInWords = ({ opensAt, closesAt }: { opensAt: number; closesAt: number }): string =>
  `${clock(opensAt)}–${clock(closesAt)}`;
