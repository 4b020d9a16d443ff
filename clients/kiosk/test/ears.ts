import type { Page } from 'playwright-core';
import { readManifest } from '#clients/lab/voices/manifest.ts';
import type { SpokenLanguage } from '#clients/words/spoken.ts';

/** A sound of the voice as the browser played it. */
export interface Heard {
  /** Beginning of its file's SHA-256: as the manifest has it. */
  digest: string;
  /** Seconds, at its own pace. */
  length: number;
  ended: boolean;
  /** Largest sample that the output was given. */
  peak: number;
}

/** For `addInitScript`: notes what is really played, at `pace` times its own, and how loud it was. */
export function listenIn(pace: number): void {
  const heard: Heard[] = [];
  Object.assign(globalThis, { heard });
  const digests = new WeakMap<AudioBuffer, string>();
  const { decodeAudioData } = BaseAudioContext.prototype;
  BaseAudioContext.prototype.decodeAudioData = async function (bytes: ArrayBuffer) {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    const sound = await decodeAudioData.call(this, bytes);
    digests.set(sound, Array.from(digest.slice(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join(''));
    return sound;
  };
  const { start } = AudioBufferSourceNode.prototype;
  AudioBufferSourceNode.prototype.start = function (...when) {
    const one: Heard = {
      digest: digests.get(this.buffer!)!,
      length: this.buffer!.duration,
      ended: false,
      peak: 0,
    };
    heard.push(one);
    const analyser = this.context.createAnalyser();
    const samples = new Float32Array(analyser.fftSize);
    this.connect(analyser);
    const look = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      for (const sample of samples) one.peak = Math.max(one.peak, Math.abs(sample));
    }, 20);
    this.addEventListener('ended', () => {
      one.ended = true;
      clearInterval(look);
    });
    this.playbackRate.value = pace;
    start.apply(this, when);
  };
}

const allHeard = (page: Page): Promise<Heard[]> =>
  page.evaluate(() => (globalThis as unknown as { heard: Heard[] }).heard);

/** What was played, by the names of the sentences in one language; anything else by its digest. */
export async function hear(page: Page, language: SpokenLanguage): Promise<(Heard & { sentence: string })[]> {
  const names = new Map(
    Object.entries(readManifest()[language].sentences).map(([name, { sound }]) => [sound, name]),
  );
  return (await allHeard(page)).map((one) => ({ ...one, sentence: names.get(one.digest) ?? one.digest }));
}
