import { LANGUAGES } from '#clients/words/languages.ts';
import { SCREENS } from '#clients/lab/pages/kiosk/gallery/states.ts';
import { DISPLAYS, launchBrowser, type Display } from './browser.ts';
import { openGallery, show, type Showing } from './gallery.ts';
import { axeFaults, overflowFaults, overHeight } from './inspect.ts';

// Every screen, in every language, on both displays: axe, what does not fit at 130 % text, what must be scrolled at 100 %.

const gallery = await openGallery();
const browser = await launchBrowser();
let [looks, faulty] = [0, 0];

const report = (where: string, faults: string[]) => {
  looks += 1;
  faulty += faults.length > 0 ? 1 : 0;
  for (const fault of faults) process.stdout.write(`${where}: ${fault}\n`);
};

try {
  for (const display of Object.keys(DISPLAYS) as Display[]) {
    const page = await browser.newPage({ viewport: DISPLAYS[display] });
    for (const language of LANGUAGES) {
      for (const screen of Object.keys(SCREENS)) {
        const where = `${display} ${language} ${screen}`;
        const as = (more: Partial<Showing> = {}) => show(page, gallery, { screen, language, ...more });
        await as();
        const over = await overHeight(page);
        report(where, [...(await axeFaults(page)), ...(over > 0 ? [`${over} pixels too high`] : [])]);
        await as({ contrast: 'more' });
        report(`${where} in high contrast`, await axeFaults(page));
        await as({ text: 1.3 });
        report(`${where} at 130 %`, await overflowFaults(page));
      }
    }
    await page.close();
  }
} finally {
  await browser.close();
  await gallery.close();
}
process.stdout.write(`${looks} looks, ${faulty} with a fault\n`);
process.exitCode = faulty === 0 ? 0 : 1;
