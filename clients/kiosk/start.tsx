import { render, type ComponentChildren } from 'preact';
import type { Reader } from '#clients/card/reader.ts';
import { LANGUAGES, type Language } from '#clients/ui/index.ts';
import '#clients/ui/style/index.css';
import './style/index.css';
import { listenToPage } from './page-events.ts';
import { createKioskStore, type Store } from './store.ts';
import { App } from './views/app.tsx';
import { loadKioskWords } from './words.ts';
import { browserWorld } from './world.ts';

/** What differs between a kiosk and the laboratory's page. */
export interface Equipment {
  /** The card reader of this machine. */
  reader: Reader;
  /** What is shown under the screen for it. */
  panel: ComponentChildren;
}

/** What the operator of a kiosk may choose, by the address that its browser opens, is `/kiosk/?shuffle`. */
const mayShuffle = (): boolean => new URLSearchParams(location.search).has('shuffle');

/** Opens the kiosk in this page. */
export async function startKiosk({ reader, panel }: Equipment): Promise<void> {
  // The language is asked for with each call, long after the kiosk was started.
  let kiosk: Store | null = null;
  const language = (): Language => kiosk?.state().settings.language ?? 'ja';
  const store = createKioskStore(await browserWorld(reader, language));
  kiosk = store;
  listenToPage(store, reader);
  render(
    <App kiosk={store} shuffle={mayShuffle()}>
      {panel}
    </App>,
    document.getElementById('app')!,
  );
  await fetchAllWords();
}

/** While the network is there: a language must still be there to be chosen when it is gone. */
async function fetchAllWords(): Promise<void> {
  await Promise.allSettled(LANGUAGES.map(loadKioskWords));
}
