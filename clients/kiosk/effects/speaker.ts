import type { Speaker } from '../ports.ts';
import type { Sound } from '../state/effects.ts';
import { createVoice } from './voice.ts';

/** Frequency in hertz, beginning and length in seconds. */
type Tone = readonly [frequency: number, at: number, length: number];

const ALARM: readonly Tone[] = [
  [988, 0, 0.2],
  [784, 0.25, 0.2],
  [988, 0.5, 0.2],
  [784, 0.75, 0.2],
];

const TONES: Record<Sound, readonly Tone[]> = {
  key: [[1_200, 0, 0.03]],
  'not-taken': [[220, 0, 0.12]],
  prompt: [
    [880, 0, 0.15],
    [1_175, 0.18, 0.25],
  ],
  success: [
    [784, 0, 0.14],
    [988, 0.15, 0.14],
    [1_319, 0.3, 0.35],
  ],
  error: [
    [330, 0, 0.2],
    [247, 0.22, 0.35],
  ],
  alarm: ALARM,
  'alarm-loud': ALARM,
};
const LOUDNESS: Record<Sound, number> = {
  key: 0.05,
  'not-taken': 0.1,
  prompt: 0.2,
  success: 0.2,
  error: 0.2,
  alarm: 0.4,
  'alarm-loud': 1,
};

/** Plays tones and speaks. Silent until the browser allows sound, which it does with the first touch at the latest. */
export function browserSpeaker(): Speaker {
  let made: AudioContext | null = null;
  const context = (): AudioContext => {
    made ??= new AudioContext();
    if (made.state === 'suspended') void made.resume();
    return made;
  };
  return {
    play(sound) {
      const audio = context();
      for (const tone of TONES[sound]) playTone(audio, tone, LOUDNESS[sound]);
    },
    say: createVoice(context),
  };
}

function playTone(context: AudioContext, [frequency, at, length]: Tone, loudness: number): void {
  const [oscillator, gain] = [context.createOscillator(), context.createGain()];
  const start = context.currentTime + at;
  oscillator.frequency.value = frequency;
  // A tone that stops at once would click.
  gain.gain.setValueAtTime(loudness, start);
  gain.gain.exponentialRampToValueAtTime(0.001, start + length);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + length);
}
