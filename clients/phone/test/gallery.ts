import { fileURLToPath } from 'node:url';
import { preact } from '@preact/preset-vite';
import type { Page } from 'playwright-core';
import { build, preview } from 'vite';
import type { Language } from '#clients/ui/index.ts';
import { makeOnce } from '#clients/lab/system/made.ts';
import { words } from '#clients/words/build/plugin.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The gallery on a port of this machine. */
export interface Gallery {
  address: string;
  close(): Promise<void>;
}

const PAGE = 'lab/pages/phone/gallery/index.html';
const SOURCES = ['clients', 'schema/contract', 'package-lock.json'];
const OPTIONS = { root: here('../..'), configFile: false, logLevel: 'error' } as const;

/** Serves the gallery: every screen of the phone, each standing still. Built anew if anything changed. */
export async function openGallery(): Promise<Gallery> {
  const outDir = here('../../../.kaijo/gallery/phone');
  await makeOnce(`${outDir}/${PAGE}`, SOURCES, () => buildGallery(outDir));
  const server = await preview({ ...OPTIONS, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
  const { port } = server.httpServer.address() as { port: number };
  return { address: `http://127.0.0.1:${port}/${PAGE}`, close: () => server.close() };
}

async function buildGallery(outDir: string): Promise<void> {
  await build({
    ...OPTIONS,
    plugins: [preact(), words()],
    publicDir: false,
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      assetsInlineLimit: 0,
      rollupOptions: { input: here(`../../${PAGE}`) },
    },
  });
}

/** How a screen is to be shown. `text`: size, 1 is normal. */
export interface Showing {
  screen: string;
  language?: Language;
  text?: number;
}

/** Shows one screen of the gallery and waits until its words and fonts are there. */
export async function show(page: Page, { address }: Gallery, showing: Showing): Promise<void> {
  const asked = `#${new URLSearchParams(Object.entries(showing).map(([key, value]) => [key, String(value)]))}`;
  if (page.url().startsWith(address)) await page.evaluate((to) => void (location.hash = to), asked);
  else await page.goto(address + asked);
  await page.waitForFunction(
    ([hash, language]) =>
      document.documentElement.dataset['screen'] === hash &&
      document.documentElement.dataset['language'] === language &&
      document.querySelector('h1') !== null,
    [asked, showing.language ?? 'ja'],
  );
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    await document.fonts.ready;
  });
}
