import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser } from 'playwright-core';

/** What keeps Chromium from talking to anybody but the local system. */
export const QUIET = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A real Chromium, from its npm package. */
export async function launchBrowser(args: readonly string[] = []): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...QUIET, ...args],
    headless: true,
  });
}

/** The two displays that kiosks have. */
export const DISPLAYS = {
  portrait: { width: 1080, height: 1920 },
  landscape: { width: 1280, height: 1024 },
} as const;
export type Display = keyof typeof DISPLAYS;
