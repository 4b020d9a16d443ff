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
import { machineAround } from './embedding.ts';
import { listenToPage } from './page-events.ts';
import { DEFAULT_SETTINGS } from './state/step.ts';
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

const READERS = ['below', 'left', 'right'] as const;

/** What the address says of this machine, as README lists it; `mm` is read by `boot/size.ts`. */
function setupOf(search: string): Setup {
  const said = new URLSearchParams(search);
  const help = said.get('help') ?? '';
  return {
    shuffle: said.has('shuffle'),
    printer: said.has('printer'),
    reader: READERS.find((place) => place === said.get('reader')) ?? 'below',
    staff: /^\d{4,8}$/.exec(said.get('staff') ?? '')?.[0] ?? null,
    headphones: said.has('headphones'),
    keypad: said.has('keypad'),
    helpline: /^[0-9-]{3,16}$/.test(help) ? help : null,
  };
}

/** Milliseconds for key, pairing and storage to be there, and until a start that failed is made again. */
const OPENING = 25_000;
const AGAIN = 15_000;

/** Opens the kiosk in this page: in words from the first moment, whatever does not work. */
export async function startKiosk(find: () => Promise<Equipment>): Promise<void> {
  const machine = machineAround();
  try {
    keepPage();
    // Else the browser may throw away this kiosk's key, and proofs that were not delivered.
    void navigator.storage?.persist?.().catch(() => undefined);
    // Before anything that may wait: a secret must not stand in the address meanwhile.
    await within(OPENING, keepPairing());
    addEventListener('hashchange', () => void keepPairing());
    await alone(() => showFirstPicture('elsewhere'));
    await within(OPENING, open(find, machine));
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

async function open(
  find: () => Promise<Equipment>,
  machine: ReturnType<typeof machineAround>,
): Promise<void> {
  const { reader, panel } = await find();
  // The language is asked for with each call, long after the kiosk was started.
  let kiosk: Store | null = null;
  const language = (): Language => kiosk?.state().settings.language ?? 'ja';
  const setup = setupOf(location.search);
  const usual = { ...DEFAULT_SETTINGS, speech: setup.headphones, keypad: setup.headphones };
  const listening = { ...usual, speech: true, keypad: setup.headphones || setup.keypad };
  const store = createKioskStore(await browserWorld(reader, language, setup.helpline), usual, listening);
  kiosk = store;
  listenToPage(store, reader);
  machine.attach(store);
  const app = document.getElementById('app')!;
  app.replaceChildren();
  render(
    <Boundary kiosk={store} restart={() => void reloadPage()}>
      <App kiosk={store} setup={setup}>
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
