import { render } from 'preact';
import { isLanguage, LiveRegion, SpeechProvider } from '#clients/ui/index.ts';
import { showReadings } from '#clients/ui/screen/ruby.ts';
import '#clients/ui/style/index.css';
import '../../../../phone/phone.css';
import { AppProvider } from '#clients/phone/app.tsx';
import { createDrawer } from '#clients/phone/drawer.ts';
import { Phone } from '#clients/phone/views/phone.tsx';
import { loadPhoneWords } from '#clients/phone/words.ts';
import { cameraFor, engineThatSees } from './sights.ts';
import { NOW, SCREENS } from './states.ts';

// Countdowns go by the device's clock; here it stands still.
Date.now = () => NOW * 1000;

/** As in the app: all that may be done with a reservation has its button. */
const EVERY_ERRAND = { calendar: () => {}, share: () => {}, remind: () => {}, keep: null };

/** Shows the screen that the address names after `#`: `screen`, `language`, `text` (size, 1 is normal). */
function show(): void {
  const asked = new URLSearchParams(location.hash.slice(1));
  const screen = asked.get('screen') ?? 'welcome';
  const language = asked.get('language');
  document.documentElement.style.fontSize = `${Number(asked.get('text') ?? 1) * 100}%`;
  const camera = cameraFor(screen);
  const app = {
    state: SCREENS[screen]!,
    dispatch: () => {},
    drawer: createDrawer(),
    engine: engineThatSees(screen),
    cameras: [camera],
    camera,
    chooseCamera: () => {},
    errands: EVERY_ERRAND,
  };
  render(
    <SpeechProvider
      key={location.hash}
      load={loadPhoneWords}
      initial={isLanguage(language) ? language : 'ja'}
    >
      <LiveRegion>
        <AppProvider app={app}>
          <Phone />
        </AppProvider>
      </LiveRegion>
    </SpeechProvider>,
    document.getElementById('app')!,
  );
  document.documentElement.dataset['screen'] = location.hash;
}

showReadings();
addEventListener('hashchange', show);
show();
