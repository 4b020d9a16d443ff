import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { isLanguage, type Language } from '#clients/words/languages.ts';
import { DISPLAYS, launchBrowser, type Display } from '#clients/kiosk/test/browser.ts';
import { openGallery, show, type Gallery, type Showing } from '#clients/kiosk/test/gallery.ts';
import { SCREENS } from './states.ts';

// Takes a picture of every screen: Japanese and English, both displays, and the main ones in high contrast.

const FOLDER = fileURLToPath(new URL('../../../../../.kaijo/screens/kiosk/', import.meta.url));
const IN_CONTRAST = new Set([
  'menu',
  'consent',
  'pin',
  'found',
  'password',
  'writing',
  'done',
  'refused-no-reservation',
]);

const { values } = parseArgs({
  options: {
    languages: { type: 'string', default: 'ja,en' },
    /** Only screens whose name contains this. */
    only: { type: 'string', default: '' },
  },
});
const languages = values.languages.split(',').filter((name): name is Language => isLanguage(name));

/** A dialog that is typed into is shown half filled. */
const TYPED: Record<string, string> = { pin: '12', password: 'SAKURA9', confirm: 'SAKURA9' };

async function shoot(page: Page, gallery: Gallery, showing: Showing, name: string): Promise<void> {
  await show(page, gallery, showing);
  await page.keyboard.type(TYPED[showing.screen] ?? '');
  await page.screenshot({ path: `${FOLDER}${name}.png`, animations: 'disabled' });
}

async function shootDisplay(display: Display, gallery: Gallery, page: Page): Promise<number> {
  const screens = Object.keys(SCREENS).filter((name) => name.includes(values.only));
  let taken = 0;
  for (const language of languages) {
    for (const screen of screens) {
      await shoot(page, gallery, { screen, language }, `${display}-${language}-${screen}`);
      taken += 1;
    }
  }
  for (const screen of screens.filter((name) => IN_CONTRAST.has(name))) {
    await shoot(
      page,
      gallery,
      { screen, contrast: 'more', controls: 'low' },
      `${display}-contrast-${screen}`,
    );
    taken += 1;
  }
  return taken;
}

if (values.only === '') await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
const gallery = await openGallery();
const browser = await launchBrowser();
try {
  for (const display of Object.keys(DISPLAYS) as Display[]) {
    const page = await browser.newPage({ viewport: DISPLAYS[display] });
    const taken = await shootDisplay(display, gallery, page);
    process.stdout.write(`${display}: ${taken} screens in ${FOLDER}\n`);
    await page.close();
  }
} finally {
  await browser.close();
  await gallery.close();
}
