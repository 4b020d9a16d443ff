import { readFileSync } from 'node:fs';
import compile from 'icu-minify/compile';
import type { CompiledMessage } from 'icu-minify/format';
import type { Language } from '../languages.ts';
import type { Catalogue } from '../words.ts';

export type App = 'phone' | 'kiosk' | 'console';
export type CatalogueName = 'shared' | App;
/** A catalogue as translators write it: ICU messages. */
export interface Messages {
  readonly [key: string]: string | Messages;
}

/** The path of a catalogue's file. */
export const fileOf = (name: CatalogueName, language: Language): string =>
  new URL(`../${name}/${language}.json`, import.meta.url).pathname;

/** The messages of one catalogue. */
export const readMessages = (name: CatalogueName, language: Language): Messages =>
  JSON.parse(readFileSync(fileOf(name, language), 'utf8')) as Messages;

/** Messages as pages read them, without a parser. Throws on a message that is no ICU message. */
export const compileMessages = (messages: Messages): Catalogue =>
  Object.fromEntries(
    Object.entries(messages).map(([key, value]) => [
      key,
      typeof value === 'string' ? compile(value) : compileMessages(value),
    ]),
  );

/** All that an app says in one language: its own catalogue, and the one that phone and kiosk share under `shared`. */
export const catalogueOf = (app: App, language: Language): Catalogue =>
  compileMessages({
    ...readMessages(app, language),
    ...(app === 'console' ? {} : { shared: readMessages('shared', language) }),
  });

/** Names of the values that a message takes; true for one that it counts by. */
export function valuesOf(message: CompiledMessage): Map<string, boolean> {
  const found = new Map<string, boolean>();
  const look = (node: unknown): void => {
    if (!Array.isArray(node)) return;
    // A kind of 1 is a choice between words; those above it count.
    const [name, kind, options] = node as [string, number?, Record<string, unknown>?];
    found.set(name, found.get(name) === true || (kind ?? 0) > 1);
    for (const branch of Object.values(options ?? {})) if (Array.isArray(branch)) branch.forEach(look);
  };
  if (Array.isArray(message)) message.forEach(look);
  return found;
}
