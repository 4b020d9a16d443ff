import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SPOKEN_LANGUAGES, type SpokenLanguage } from '#clients/words/spoken.ts';
import {
  digestOf,
  MANIFEST,
  readManifest,
  soundOf,
  staleness,
  textsOf,
  VOICES,
  type Manifest,
} from './manifest.ts';
import { encode, missingTools, VOICE_OF } from './voices.ts';

// Speaks every sentence whose text is new into a file. A recording of a person is never replaced: it is named when its
// text has changed, and whoever records it anew writes the new digest, which is printed, into the manifest.

const manifest = readManifest();
const folder = mkdtempSync(join(tmpdir(), 'kaijo-voices-'));

function render(language: SpokenLanguage, name: string, text: string): void {
  const wav = join(folder, 'spoken.wav');
  VOICE_OF[language].speak(text, wav);
  encode(wav, soundOf(language, name));
  const sound = digestOf(readFileSync(soundOf(language, name)));
  manifest[language].sentences[name] = { text: digestOf(text), sound };
}

/** Answers how many sentences had to be spoken anew. */
function renderLanguage(language: SpokenLanguage): number {
  mkdirSync(`${VOICES}${language}`, { recursive: true });
  const [texts, spoken, voice] = [textsOf(language), manifest[language], VOICE_OF[language].name];
  const stale = Object.entries(texts).filter(
    ([name]) =>
      staleness(manifest, language, name) ??
      (spoken.voice !== voice && spoken.sentences[name]?.recording === undefined),
  );
  for (const [name, text] of stale)
    if (spoken.sentences[name]?.recording === undefined) render(language, name, text);
    else process.stdout.write(`${language}/${name}: record it anew, its text is ${digestOf(text)} now\n`);
  for (const name of Object.keys(spoken.sentences).filter((known) => texts[known] === undefined)) {
    rmSync(soundOf(language, name), { force: true });
    delete spoken.sentences[name];
  }
  spoken.voice = voice;
  return stale.length;
}

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);
const sorted = (all: Manifest): Manifest =>
  Object.fromEntries(
    SPOKEN_LANGUAGES.map((language) => {
      const { voice, sentences } = all[language];
      return [language, { voice, sentences: Object.fromEntries(Object.entries(sentences).toSorted(byName)) }];
    }),
  ) as Manifest;

const missing = missingTools();
if (missing) {
  process.stderr.write(`${missing}\n`);
  process.exitCode = 1;
} else {
  for (const language of SPOKEN_LANGUAGES)
    process.stdout.write(`${language}: ${renderLanguage(language)} spoken anew\n`);
  writeFileSync(MANIFEST, `${JSON.stringify(sorted(manifest), null, 2)}\n`);
}
rmSync(folder, { recursive: true, force: true });
