import { parseArgs } from 'node:util';
import { LANGUAGES } from '#clients/words/languages.ts';
import { launchBrowser } from './browser.ts';
import { openGallery } from './gallery.ts';
import { KEY_DISPLAYS, mostMoved, passwords } from './moved.ts';

// Types passwords in every language on every display (`--count 200 --display 1366x768`), and says by how much any key
// moved.

const gallery = await openGallery();
const browser = await launchBrowser();
const { values } = parseArgs({
  options: { count: { type: 'string', default: '200' }, display: { type: 'string', default: '' } },
});
const typed = passwords(Number(values.count), 20_261_130);
const displays = KEY_DISPLAYS.filter(([width, height]) => `${width}x${height}`.includes(values.display));
let most = 0;
try {
  for (const [width, height] of displays) {
    const page = await browser.newPage({ viewport: { width, height } });
    for (const language of LANGUAGES) {
      const moved = await mostMoved(page, gallery, language, typed);
      most = Math.max(most, moved);
      process.stdout.write(`${width} × ${height} ${language}: ${moved} px\n`);
    }
    await page.close();
  }
} finally {
  await browser.close();
  await gallery.close();
}
const looks = typed.length * LANGUAGES.length * displays.length;
process.stdout.write(`${looks} passwords typed, ${most} px moved at most\n`);
process.exitCode = most === 0 ? 0 : 1;
