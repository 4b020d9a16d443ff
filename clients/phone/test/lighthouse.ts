import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import { QUIET } from '#clients/kiosk/test/browser.ts';
import { openDesk } from './desk.ts';
import { walk } from './walk.ts';

/*
 * Lighthouse on the first and the last screen, median of three: `npm run lab -- phone:lighthouse`. Fails below the goal. The tool
 * is 150 MB that only this wants: npx fetches it from the npm registry and keeps it in npm's cache.
 */
const LIGHTHOUSE = 'lighthouse@12.8.2';
const GOAL = 95;
const RUNS = 3;
const PORT = 9_333;
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];

const FLAGS = [
  `--port=${PORT}`,
  '--output=json',
  '--quiet',
  `--only-categories=${CATEGORIES.join(',')}`,
  // The receipt lies in this profile's storage.
  '--disable-storage-reset',
];

/** The part of Lighthouse's report that is read here. */
interface Report {
  categories: Record<string, { score: number | null }>;
  audits: Record<
    string,
    { id: string; score: number | null; scoreDisplayMode: string; displayValue?: string }
  >;
}

async function report(address: string): Promise<Report> {
  const call = ['--yes', LIGHTHOUSE, address, ...FLAGS];
  const { stdout } = await promisify(execFile)('npx', call, { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as Report;
}

/** Scores of one page, 0 to 100, by category. */
async function scoresOf(address: string): Promise<number[]> {
  const runs: number[][] = [];
  for (let run = 0; run < RUNS; run++) {
    const { categories, audits } = await report(address);
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
