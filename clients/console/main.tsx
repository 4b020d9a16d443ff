import { render } from 'preact';
import './style/index.css';
import { Console } from './views/console.tsx';
import { SpeechProvider } from './words.tsx';

const app = document.getElementById('app')!;
app.replaceChildren();
render(
  <SpeechProvider>
    <Console />
  </SpeechProvider>,
  app,
);
