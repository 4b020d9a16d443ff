import { render } from 'preact';
import { LANGUAGES, type Language } from '#clients/ui/index.ts';
import '#clients/ui/style/index.css';
import './style/index.css';
import { startKiosk, type Kiosk } from './effects/kiosk.ts';
import type { ReaderSetup } from './setup/reader.ts';
import { operatorOptions } from './setup/options.ts';
import { openWorld } from './setup/world.ts';
import { App } from './views/app.tsx';
import { loadKioskWords } from './wording/kiosk-words.ts';
import { loadSharedWords } from '#clients/ui/wording/wording.ts';

/** Opens the kiosk in this page. */
export async function startKioskPage({ reader, panel }: ReaderSetup): Promise<void> {
  // The language is asked for with each call, long after the kiosk was started.
  let kiosk: Kiosk | null = null;
  const language = (): Language => kiosk?.state.settings.language ?? 'ja';
  const started = startKiosk(await openWorld(reader, language));
  kiosk = started;
  addEventListener('online', () => started.send({ type: 'online' }));
  const { shuffle } = operatorOptions();
  render(
    <App kiosk={started} shuffle={shuffle}>
      {panel}
    </App>,
    document.getElementById('app')!,
  );
  await fetchAllWords();
}

/** While the network is there: a language must still be there to be chosen when it is gone. */
async function fetchAllWords(): Promise<void> {
  await Promise.allSettled(LANGUAGES.flatMap((known) => [loadKioskWords(known), loadSharedWords(known)]));
}
