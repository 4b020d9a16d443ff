import { render, type ComponentChildren } from 'preact';
import type { Reader } from '#clients/card/reader.ts';
import { LANGUAGES, type Language } from '#clients/ui/index.ts';
import '#clients/ui/style/index.css';
import './style/index.css';
import { alone } from './boot/alone.ts';
import { Boundary } from './boot/boundary.tsx';
import { lives, showFirstPicture } from './boot/first-picture.tsx';
import { keepPairing } from './effects/keeper.ts';
import { keepPage, reloadPage } from './offline/keep.ts';
import { listenToPage } from './page-events.ts';
import { createKioskStore, type Store } from './store.ts';
import { App } from './views/app.tsx';
import type { Setup } from './views/phase-screen.tsx';
import { loadKioskWords } from './words.ts';
import { browserWorld } from './world.ts';

/** What differs between a kiosk and the laboratory's page. */
export interface Equipment {
  /** The card reader of this machine. */
  reader: Reader;
  /** What is shown under the screen for it. */
  panel: ComponentChildren;
}

/** `/kiosk/?shuffle&printer&mm=344`; `mm` is read by `boot/size.ts`. */
function setupOf(search: string): Setup {
  const said = new URLSearchParams(search);
  return { shuffle: said.has('shuffle'), printer: said.has('printer') };
}

/** Milliseconds for key, pairing and storage to be there, and until a start that failed is made again. */
const OPENING = 25_000;
const AGAIN = 15_000;

/** Opens the kiosk in this page: in words from the first moment, whatever does not work. */
export async function startKiosk(find: () => Promise<Equipment>): Promise<void> {
  try {
    keepPage();
    // Else the browser may throw away this kiosk's key, and proofs that were not delivered.
    void navigator.storage?.persist?.().catch(() => undefined);
    // Before anything that may wait: a secret must not stand in the address meanwhile.
    await within(OPENING, keepPairing());
    addEventListener('hashchange', () => void keepPairing());
    await alone(() => showFirstPicture('elsewhere'));
    await within(OPENING, open(find));
  } catch {
    showFirstPicture('failed');
    setTimeout(() => location.reload(), AGAIN);
  }
}

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error('too late')), milliseconds),
  );
  return Promise.race([work, late]);
}

async function open(find: () => Promise<Equipment>): Promise<void> {
  const { reader, panel } = await find();
  // The language is asked for with each call, long after the kiosk was started.
  let kiosk: Store | null = null;
  const language = (): Language => kiosk?.state().settings.language ?? 'ja';
  const store = createKioskStore(await browserWorld(reader, language));
  kiosk = store;
  listenToPage(store, reader);
  const app = document.getElementById('app')!;
  app.replaceChildren();
  render(
    <Boundary kiosk={store} restart={() => void reloadPage()}>
      <App kiosk={store} setup={setupOf(location.search)}>
        {panel}
      </App>
    </Boundary>,
    app,
  );
  lives();
  void fetchAllWords();
}

/** While the network is there: a language must still be there to be chosen when it is gone. */
async function fetchAllWords(): Promise<void> {
  await Promise.allSettled(LANGUAGES.map(loadKioskWords));
}
