import type { Sentence, SpokenLanguage } from '#clients/words/spoken.ts';

const addresses = import.meta.glob<string>('./*/*.opus', { query: '?url', import: 'default', eager: true });

const kept = new Map<string, Promise<ArrayBuffer>>();

/** The sound of one sentence, as it is in its file. What came is kept for the life of the page; a failure is not. */
export function soundOf(language: SpokenLanguage, sentence: Sentence): Promise<ArrayBuffer> {
  const path = `./${language}/${sentence}.opus`;
  const sound = kept.get(path) ?? fetchSound(addresses[path]!);
  kept.set(path, sound);
  sound.catch(() => kept.delete(path));
  return sound;
}

async function fetchSound(address: string): Promise<ArrayBuffer> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.arrayBuffer();
}

/** Fetches all that is said in a language, one after another: it must still be there when the network is gone. */
export async function fetchVoice(language: SpokenLanguage): Promise<void> {
  const mine = Object.keys(addresses).filter((path) => path.startsWith(`./${language}/`));
  for (const path of mine) {
    const sentence = path.slice(`./${language}/`.length, -'.opus'.length) as Sentence;
    await soundOf(language, sentence).catch(() => undefined);
  }
}
