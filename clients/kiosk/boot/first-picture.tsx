import { render } from 'preact';

/** What must be sayable before any word file was fetched, and when nothing else works. */
const SAYS = {
  starting: ['準備しています', 'Starting'],
  elsewhere: ['この画面は、別のタブで開いています', 'This page is open in another tab'],
  failed: [
    'この端末は、いま使えません。まもなく自動で始め直します。予約は期限まで残っています。',
    'This kiosk cannot be used now. It starts again by itself shortly. Your reservation stays until it expires.',
  ],
  holding: [
    'カードを取らないでください。まもなく自動で始め直します。',
    'Do not take your card. The kiosk starts again by itself shortly.',
  ],
} as const;
export type FirstPictureName = keyof typeof SAYS;

/** Words that need nothing but this file. */
export function FirstPicture({ name }: { name: FirstPictureName }) {
  const [ja, en] = SAYS[name];
  return (
    <main class="first-picture" data-screen={`first ${name}`}>
      <h1 lang="ja">{ja}</h1>
      <p lang="en">{en}</p>
    </main>
  );
}

/** Tells the guard that the page looks after itself from here on. */
export const lives = (): void => void (document.documentElement.dataset['alive'] = '');

/** In place of all that is on the page. */
export function showFirstPicture(name: FirstPictureName): void {
  const app = document.getElementById('app')!;
  app.replaceChildren();
  render(<FirstPicture name={name} />, app);
  lives();
}
