import format, { type CompiledMessage, type FormatOptions } from 'icu-minify/format';
import type console from './console/ja.json';
import type kiosk from './kiosk/ja.json';
import { LANGUAGE_TAGS, type Language } from './languages.ts';
import type phone from './phone/ja.json';
import type shared from './shared/ja.json';
import type { ConsoleValues, KioskValues, PhoneValues, SharedValues } from './values.generated.ts';

/** What a person is told when something does not work: what it is called, what happened, what to do now. */
export interface Advice {
  title: string;
  happened: string;
  next: string;
}

/** Texts of a catalogue, and functions wherever its Japanese text has a place for a value. */
type Words<Catalogue, Values> = {
  [K in keyof Catalogue]: K extends keyof Values
    ? Values[K] extends (values: never) => string
      ? Values[K]
      : Words<Catalogue[K], Values[K]>
    : Catalogue[K];
};

/** What phone and kiosk both say. */
export type SharedWords = Words<typeof shared, SharedValues>;
/** All that the phone says. */
export type PhoneWords = Words<typeof phone, PhoneValues> & { shared: SharedWords };
/** All that the kiosk says. */
export type KioskWords = Words<typeof kiosk, KioskValues> & { shared: SharedWords };
/** All that operators are told. */
export type ConsoleWords = Words<typeof console, ConsoleValues>;

/** A catalogue as the build leaves it: texts as they are, and parsed those that take values. */
export interface Catalogue {
  readonly [key: string]: CompiledMessage | Catalogue;
}

const OPTIONS: FormatOptions = {
  formatters: {
    getDateTimeFormat: (...of) => new Intl.DateTimeFormat(...of),
    // What is counted here are tries, digits and minutes: 1234 without a separator, as beside it on the screen.
    getNumberFormat: (locale, options) => new Intl.NumberFormat(locale, { useGrouping: false, ...options }),
    getPluralRules: (...of) => new Intl.PluralRules(...of),
  },
};

/** The words of a catalogue: a text where there is nothing to fill in, else a function of the values by their names. */
export function speak(catalogue: Catalogue, language: Language): unknown {
  const say = (entry: CompiledMessage | Catalogue): unknown => {
    if (typeof entry === 'string') return entry;
    if (Array.isArray(entry))
      return (values: Record<string, string | number>) =>
        format(entry, LANGUAGE_TAGS[language], values, OPTIONS);
    return Object.fromEntries(Object.entries(entry as Catalogue).map(([key, value]) => [key, say(value)]));
  };
  return say(catalogue);
}
