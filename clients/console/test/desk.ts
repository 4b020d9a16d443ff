import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '#clients/kiosk/test/browser.ts';
import { inJapan } from '#clients/lab/system/clock.ts';
import { buildConsolePages } from '#clients/lab/system/pages.ts';
import { freePort, startLocalSystem, type LocalSystem } from '#clients/lab/system/system.ts';
import { LANGUAGE_TAGS } from '#clients/words/languages.ts';
import { writeBusyDay } from './busy-day.ts';
import { writeVisit } from './visit.ts';

/** A local system with a busy day behind it, its console, and a browser. */
export interface Desk {
  system: LocalSystem;
  /** Of the console. */
  origin: string;
  /** The page in a browser of its own, and what went wrong in it. */
  open(as: Opened): Promise<{ page: Page; faults: string[] }>;
  close(): Promise<void>;
}

interface Opened {
  language?: 'ja' | 'en';
  width?: number;
  height?: number;
  colorScheme?: 'light' | 'dark';
}

/** Starts everything at 18:20 in Japan. */
export async function openDesk(): Promise<Desk> {
  const consolePort = await freePort();
  const [system, browser] = await Promise.all([
    startLocalSystem({ consolePort, consolePages: await buildConsolePages() }),
    launchBrowser(),
  ]);
  system.clock.moveTo(inJapan(system.clock.now(), 0, '18:20'));
  await writeBusyDay(system.database, system.clock.now(), { journeys: 2_000, kiosks: 2_000 });
  await writeVisit(system.database, system.clock.now());
  const origin = `http://127.0.0.1:${consolePort}`;
  return {
    system,
    origin,
    open: (as) => openPage(browser, origin, as),
    close: async () => void (await Promise.all([browser.close(), system.stop()])),
  };
}

/** Makes claims slow enough to cross their threshold, or takes them back. */
export async function cross({ system }: Desk, on: boolean): Promise<void> {
  const hour = system.clock.now() - (system.clock.now() % 3_600);
  const under = 6_400;
  const statement = on
    ? system.database.prepare(`INSERT INTO step_counts VALUES (?, 'claim', 'ok', ?, 500)`)
    : system.database.prepare(`DELETE FROM step_counts WHERE hour = ? AND under = ?`);
  await statement.bind(hour, under).run();
}

async function openPage(browser: Browser, origin: string, as: Opened) {
  const { language = 'ja', width = 1_280, height = 800, colorScheme = 'light' } = as;
  const context = await browser.newContext({
    viewport: { width, height },
    locale: LANGUAGE_TAGS[language],
    colorScheme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(origin);
  await page.locator('.numbers').waitFor();
  return { page, faults };
}
