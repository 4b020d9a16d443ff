import type { State } from '../state/types.ts';
import type { Store } from '../store.ts';

/** What is heard by a person who looks at the card and not at the screen. The app around the page makes it felt, too. */
export type Tone = 'found' | 'done';

/** A card was found, or may go. */
export function toneOf(before: State, after: State): Tone | null {
  if (before.reader.state !== 'present' && after.reader.state === 'present') return 'found';
  if (before.phase.name === 'tap' && after.phase.name === 'pin') return 'done';
  const isProved = after.phase.name === 'hold' && after.phase.stage === 'sending';
  const wasRead = before.phase.name === 'hold' && before.phase.stage === 'card';
  return isProved && wasRead ? 'done' : null;
}

/** Lets the tones be heard. */
export function soundCard({ state, watch }: Pick<Store, 'state' | 'watch'>, play = playTone): void {
  let before = state();
  watch(() => {
    const after = state();
    const tone = toneOf(before, after);
    before = after;
    if (tone) play(tone);
  });
}

/** Hertz, one after the other, each for `LENGTH` seconds. */
const NOTES: Record<Tone, readonly number[]> = { found: [880], done: [880, 1_320] };
const LENGTH = 0.12;
const LOUDNESS = 0.15;

let speaker: AudioContext | null = null;

/** A phone that may not sound is silent: the screen says the same. */
function playTone(tone: Tone): void {
  try {
    speaker ??= new AudioContext();
    const context = speaker;
    void context.resume().catch(() => undefined);
    for (const [at, hertz] of NOTES[tone].entries()) {
      const [note, gain] = [context.createOscillator(), context.createGain()];
      note.frequency.value = hertz;
      gain.gain.value = LOUDNESS;
      note.connect(gain).connect(context.destination);
      note.start(context.currentTime + at * LENGTH);
      note.stop(context.currentTime + (at + 1) * LENGTH);
    }
  } catch {
    speaker = null;
  }
}
