import type { Sentence, SpokenLanguage } from '#clients/words/spoken.ts';
import type { Loudness } from '../state/types.ts';
import { fetchVoice, soundOf } from '../voices/sounds.ts';

/** What is to be said, one sentence after the other. */
export interface Saying {
  language: SpokenLanguage;
  sentences: readonly Sentence[];
  loudness: Loudness;
}

const GAIN: Record<Loudness, number> = { quiet: 0.4, usual: 1, loud: 2 };

/** Seconds between two sentences. */
const BREATH = 0.15;

/** Speaks through one audio context. What is said takes the place of what is being said. */
export function createVoice(context: () => AudioContext): (saying: Saying | null) => void {
  let turn = 0;
  let speaking: AudioBufferSourceNode | null = null;
  const known = new Set<SpokenLanguage>();

  const utter = async ({ language, sentences, loudness }: Saying, mine: number): Promise<void> => {
    const audio = context();
    for (const sentence of sentences) {
      const encoded = await soundOf(language, sentence);
      // Decoding takes the bytes away, and they are kept for the next time.
      const sound = await audio.decodeAudioData(encoded.slice(0));
      if (turn !== mine) return;
      speaking = playSound(audio, sound, GAIN[loudness]);
      await ended(speaking);
      if (turn !== mine) return;
    }
  };

  return (saying) => {
    turn += 1;
    speaking?.stop();
    speaking = null;
    if (!saying) return;
    // A sound that did not come or cannot be played is missing; the screen says the same.
    void utter(saying, turn).catch(() => undefined);
    if (known.has(saying.language)) return;
    known.add(saying.language);
    void fetchVoice(saying.language);
  };
}

function playSound(audio: AudioContext, sound: AudioBuffer, loudness: number): AudioBufferSourceNode {
  const [source, gain] = [audio.createBufferSource(), audio.createGain()];
  source.buffer = sound;
  gain.gain.value = loudness;
  source.connect(gain).connect(audio.destination);
  source.start(audio.currentTime + BREATH);
  return source;
}

const ended = (source: AudioBufferSourceNode): Promise<void> =>
  new Promise((resolve) => source.addEventListener('ended', () => resolve(), { once: true }));
