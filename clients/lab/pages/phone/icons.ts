import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from '#clients/kiosk/test/browser.ts';

// Draws the phone's `public/icon.svg` in the sizes that phones ask for: `npm run lab -- phone:icons`.
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const SIZES = [180, 192, 512];

const drawing = await readFile(here('../../../phone/public/icon.svg'), 'utf8');
const browser = await launchBrowser();
for (const size of SIZES) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${drawing}`);
  await writeFile(here(`../../../phone/public/icon-${size}.png`), await page.screenshot());
}
await browser.close();
