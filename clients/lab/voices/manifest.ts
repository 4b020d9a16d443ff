import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SPOKEN_LANGUAGES, type SpokenLanguage } from '#clients/words/spoken.ts';

/** Where the sounds lie, one folder a language, and the manifest beside them. */
export const VOICES = fileURLToPath(new URL('../../kiosk/voices/', import.meta.url));
export const MANIFEST = `${VOICES}manifest.json`;
const TEXTS = fileURLToPath(new URL('../../words/spoken/', import.meta.url));

/** Of one sentence in one language. */
export interface Entry {
  /** Digests of the text that was spoken and of the file. */
  text: string;
  sound: string;
  /** Whose recording it is, and its licence; no rendering replaces it. */
  recording?: string;
}

interface Spoken {
  /** Who speaks what is no recording. */
  voice: string;
  sentences: Record<string, Entry>;
}
export type Manifest = Record<SpokenLanguage, Spoken>;

export const digestOf = (data: string | Uint8Array): string =>
  createHash('sha256').update(data).digest('hex').slice(0, 16);

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** Texts of a language by their names. */
export const textsOf = (language: SpokenLanguage): Record<string, string> =>
  json(`${TEXTS}${language}.json`) as Record<string, string>;

export const soundOf = (language: SpokenLanguage, name: string): string =>
  `${VOICES}${language}/${name}.opus`;

/** What the manifest says; empty before there is one. */
export const readManifest = (): Manifest =>
  existsSync(MANIFEST)
    ? (json(MANIFEST) as Manifest)
    : (Object.fromEntries(
        SPOKEN_LANGUAGES.map((language) => [language, { voice: '', sentences: {} }]),
      ) as Manifest);

/** Why a sentence must be spoken anew; null while its sound is of this text. */
export function staleness(manifest: Manifest, language: SpokenLanguage, name: string): string | null {
  const entry = manifest[language].sentences[name];
  const text = textsOf(language)[name];
  if (text === undefined) return 'nobody says it any more';
  if (!entry || !existsSync(soundOf(language, name))) return 'was never spoken';
  if (entry.text !== digestOf(text)) return 'says something else now';
  return entry.sound === digestOf(readFileSync(soundOf(language, name))) ? null : 'is another file';
}

/** All faults of the sounds that lie there, one line each. */
export function faultsOf(manifest: Manifest): string[] {
  return SPOKEN_LANGUAGES.flatMap((language) => {
    const lying = readdirSync(`${VOICES}${language}`).map((file) => file.replace(/\.opus$/, ''));
    const names = new Set([
      ...Object.keys(textsOf(language)),
      ...Object.keys(manifest[language].sentences),
      ...lying,
    ]);
    return [...names].flatMap((name) => {
      const fault = staleness(manifest, language, name);
      return fault ? [`${language}/${name} ${fault}`] : [];
    });
  });
}
