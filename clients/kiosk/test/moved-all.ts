import { LANGUAGES } from '#clients/words/languages.ts';
import { launchBrowser } from './browser.ts';
import { openGallery } from './gallery.ts';
import { KEY_DISPLAYS, mostMoved, passwords } from './moved.ts';

// Types 200 passwords in every language on every display, and says by how much any key moved.

const gallery = await openGallery();
const browser = await launchBrowser();
const typed = passwords(200, 20_261_130);
let most = 0;
try {
  for (const [width, height] of KEY_DISPLAYS) {
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
const looks = typed.length * LANGUAGES.length * KEY_DISPLAYS.length;
process.stdout.write(`${looks} passwords typed, ${most} px moved at most\n`);
process.exitCode = most === 0 ? 0 : 1;
