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

const PAGE = 'lab/pages/kiosk/gallery/index.html';
const SOURCES = ['clients', 'schema/contract', 'package-lock.json'];
const OPTIONS = { root: here('../..'), configFile: false, logLevel: 'error' } as const;

/** Serves the gallery: every screen of the kiosk, each standing still. Built anew if anything changed. */
export async function openGallery(): Promise<Gallery> {
  const outDir = here('../../../.kaijo/gallery/kiosk');
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
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      assetsInlineLimit: 0,
      rollupOptions: { input: here(`../../${PAGE}`) },
    },
  });
}

/** How a screen is to be shown. */
export interface Showing {
  screen: string;
  language?: Language;
  contrast?: 'more';
  controls?: 'low';
  /** Text size, 1 is normal. */
  text?: number;
}

/** Shows one screen of the gallery and waits until its words and fonts are there. */
export async function show(page: Page, { address }: Gallery, showing: Showing): Promise<void> {
  const asked = new URLSearchParams(Object.entries(showing).map(([key, value]) => [key, String(value)]));
  const url = `${address}#${asked}`;
  if (!page.url().startsWith(address)) await page.goto(url);
  await page.evaluate(comeTo, [url, showing.language ?? 'ja'] as const);
}

/** Boxes are as they are, and nothing is painted any more: for those who only measure. */
export const withoutPaint = async (page: Page): Promise<void> =>
  void (await page.addStyleTag({ content: 'html { visibility: hidden }' }));

/** In the page: goes there, and waits until it is drawn. */
async function comeTo([url, language]: readonly [string, string]): Promise<void> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  location.href = url;
  await frame();
  const drawn = () =>
    document.documentElement.dataset['language'] === language && document.querySelector('h1');
  do await frame();
  while (!drawn());
  await frame();
  await document.fonts.ready;
}
