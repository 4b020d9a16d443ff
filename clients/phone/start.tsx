import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { SheetWords } from '#clients/card/native/client.ts';
import { LiveRegion, SpeechProvider } from '#clients/ui/index.ts';
import { showReadings } from '#clients/ui/screen/ruby.ts';
import { initialLanguage } from '#clients/ui/screen/speech.tsx';
import '#clients/ui/style/index.css';
import './phone.css';
import { withoutReadings } from '#clients/words/readings.ts';
import { persist } from '#clients/words/persist.ts';
import { AppProvider, type App } from './app.tsx';
import { keepTrail } from './effects/trail.ts';
import { keepForOffline } from './offline/register.ts';
import { endKept } from './effects/end-kept.ts';
import { endReminders } from './effects/end-reminders.ts';
import { soundCard } from './effects/tones.ts';
import { listenToPage } from './page-events.ts';
import type { Camera, FoundReader, World } from './ports.ts';
import { createPhoneStore, type Store } from './store.ts';
import { Phone } from './views/phone.tsx';
import { loadPhoneWords, useWords } from './words.ts';
import { browserWorld } from './world.ts';

/** What iOS shows on its own sheet while a card is read; follows the language. */
let sheet: SheetWords = { hold: '', slowly: '', reading: '', done: '', lost: '' };

interface RootProps {
  store: Store;
  world: World;
  cameras: readonly Camera[];
}

function Root({ store, world, cameras }: RootProps) {
  const [state, setState] = useState(store.state);
  const [camera, setCamera] = useState(0);
  useEffect(() => store.watch(() => setState(store.state())), [store]);
  const { drawer, engine } = world;
  const { tap, hold, trouble } = useWords();
  const says = withoutReadings;
  sheet = {
    hold: says(tap.title),
    slowly: says(tap.slowly),
    reading: says(hold.still),
    done: '✓',
    lost: says(trouble.cardAway.title),
  };
  const app: App = {
    state,
    drawer,
    engine,
    cameras,
    camera: cameras[camera]!,
    dispatch: store.dispatch,
    chooseCamera: setCamera,
    errands: world.holding.errands,
  };
  return (
    <AppProvider app={app}>
      <Phone />
    </AppProvider>
  );
}

/** What differs between a phone and the laboratory's page. */
export interface Equipment {
  findReader(words: () => SheetWords): Promise<FoundReader>;
  /** The one to use first in front. */
  cameras: readonly Camera[];
}

/** Milliseconds until words that did not come are asked for again. */
const WORDS_AGAIN = 1_000;

/** Opens the app in this page. */
export async function startPhone({ findReader, cameras }: Equipment): Promise<void> {
  showReadings();
  // Asked for now, so that the first screen does not wait for one thing after the other.
  const language = initialLanguage();
  // Until they are there, what stands in the page itself is on screen: after a while also a way to open it again.
  const words = persist({
    attempt: () => loadPhoneWords(language),
    wanted: () => true,
    pause: () => new Promise((resolve) => setTimeout(resolve, WORDS_AGAIN)),
  });
  const world = browserWorld(() => findReader(() => sheet));
  const store = createPhoneStore(world);
  keepTrail(store, world.trail);
  listenToPage(store);
  soundCard(store);
  endReminders(store, () => world.holding.errands);
  endKept(store, () => world.holding.errands);
  await words;
  const app = document.getElementById('app')!;
  app.replaceChildren();
  render(
    <SpeechProvider load={loadPhoneWords}>
      <LiveRegion>
        <Root store={store} world={world} cameras={cameras} />
      </LiveRegion>
    </SpeechProvider>,
    app,
  );
  keepForOffline(store);
}
