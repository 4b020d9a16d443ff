import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import chromium from '@sparticuz/chromium';
import lighthouse, { type Flags } from 'lighthouse';
import { chromium as playwright } from 'playwright-core';
import { QUIET } from '#clients/kiosk/test/browser.ts';
import { openDesk } from './desk.ts';
import { walk } from './walk.ts';

// Lighthouse on the first and the last screen, median of three: `npm run lab -- phone:lighthouse`. Fails below the goal.
const GOAL = 95;
const RUNS = 3;
const PORT = 9_333;
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];

const flags: Flags = {
  port: PORT,
  output: 'json',
  logLevel: 'error',
  onlyCategories: CATEGORIES,
  // The receipt lies in this profile's storage.
  disableStorageReset: true,
};

/** Scores of one page, 0 to 100, by category. */
async function scoresOf(address: string): Promise<number[]> {
  const runs: number[][] = [];
  for (let run = 0; run < RUNS; run++) {
    const result = await lighthouse(address, flags);
    const { categories, audits } = result!.lhr;
    runs.push(CATEGORIES.map((name) => Math.round((categories[name]?.score ?? 0) * 100)));
    if (run > 0) continue;
    for (const { id, score, scoreDisplayMode, displayValue } of Object.values(audits))
      if (score !== null && score < 0.9 && ['binary', 'numeric', 'metricSavings'].includes(scoreDisplayMode))
        process.stdout.write(`    ${id}: ${Math.round(score * 100)} ${displayValue ?? ''}\n`);
  }
  return CATEGORIES.map((_, at) => runs.map((run) => run[at]!).sort((a, b) => a - b)[(RUNS - 1) / 2]!);
}

const desk = await openDesk();
const profile = await mkdtemp(`${tmpdir()}/kaijo-lighthouse-`);
const context = await playwright.launchPersistentContext(profile, {
  executablePath: await chromium.executablePath(),
  args: [...QUIET, `--remote-debugging-port=${PORT}`],
  headless: true,
  viewport: { width: 390, height: 844 },
  locale: 'ja-JP',
});
let failed = false;
const judge = (screen: string, scores: number[]) => {
  const line = CATEGORIES.map((name, at) => `${name} ${scores[at]}`).join(', ');
  process.stdout.write(`${screen}: ${line} (median of ${RUNS})\n`);
  failed ||= scores.some((score) => score < GOAL);
};
judge('welcome', await scoresOf(desk.system.origin));
const page = await context.newPage();
await page.goto(desk.system.origin);
await walk(page, { to: 'receipt' });
await page.close();
judge('receipt', await scoresOf(desk.system.origin));
await context.close();
await desk.close();
await rm(profile, { recursive: true, force: true });
process.exitCode = failed ? 1 : 0;
