import type { Window } from '#schema/contract/primitives.ts';
import { LANGUAGE_TAGS, type Language } from '#clients/words/languages.ts';
import type { SharedWords } from '#clients/words/words.ts';

/** The service runs on Japan time, wherever the device is. */
const timeZone = 'Asia/Tokyo';
const DAY = 86_400;

type TimeWords = SharedWords['time'];

/** Hours and minutes of an instant (Unix seconds) in Japan, 24-hour clock: `6:30`, `23:00`. */
export function formatClock(instant: number, language: Language): string {
  const options = { timeZone, hour: 'numeric', minute: '2-digit', hourCycle: 'h23' } as const;
  const clock = new Intl.DateTimeFormat(LANGUAGE_TAGS[language], options).format(instant * 1000);
  // Korean would write 06:30: signs at a kiosk say 6:30.
  return clock.replace(/^0(?=\d)/, '');
}

/** Date with weekday in Japan: `11月25日(水)`. */
export function formatDate(instant: number, language: Language): string {
  const options = { timeZone, month: 'long', day: 'numeric', weekday: 'short' } as const;
  return new Intl.DateTimeFormat(LANGUAGE_TAGS[language], options).format(instant * 1000);
}

/** The same with its year, for what is kept or far off: `2026年11月25日(水)`. */
export function formatDateInFull(instant: number, language: Language): string {
  const options = { timeZone, year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' } as const;
  return new Intl.DateTimeFormat(LANGUAGE_TAGS[language], options).format(instant * 1000);
}

/** "Today", "tomorrow", or the date, as seen from `now`. Unix seconds. */
export function formatDay(instant: number, now: number, language: Language, words: TimeWords): string {
  if (dayOf(instant) === dayOf(now)) return words.today;
  if (dayOf(instant) === dayOf(now + DAY)) return words.tomorrow;
  return formatDate(instant, language);
}

/** A usable window as seen from `now`: "today until 23:00" once it has begun, else "tomorrow 6:30–23:00". */
export function formatWindow(window: Window, now: number, language: Language, words: TimeWords): string {
  const end = formatClock(window.until, language);
  if (window.from <= now) return words.until({ day: formatDay(window.until, now, language, words), end });
  const day = formatDay(window.from, now, language, words);
  return words.range({ day, start: formatClock(window.from, language), end });
}

/** A duration in its two largest units: `23時間 5分`, `4分 10秒`. Never negative. */
export function formatDuration(seconds: number, words: TimeWords): string {
  const left = Math.max(0, Math.ceil(seconds));
  const [hours, minutes] = [Math.floor(left / 3600), Math.floor(left / 60) % 60];
  if (hours > 0) return `${words.hours({ count: hours })} ${words.minutes({ count: minutes })}`;
  if (minutes > 0) return `${words.minutes({ count: minutes })} ${words.seconds({ count: left % 60 })}`;
  return words.seconds({ count: left });
}

/** Calendar day in Japan, which has had no other offset than +9 h since 1951. */
const dayOf = (instant: number) => Math.floor((instant + 9 * 3600) / DAY);
