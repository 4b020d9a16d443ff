import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import type { DebianRoot } from './root.ts';

const POLICY = '/etc/chromium/policies/managed/kaijo.json';
const PORT = 9_333;
const PATIENCE = 30_000;

/** Debian's Chromium in the root says of every policy that it takes it, and keeps to it. */
export async function readPolicies(root: DebianRoot, origin: string): Promise<void> {
  const policy = JSON.parse(root.read(POLICY)) as Record<string, unknown>;
  // With this one in force nobody could look.
  root.write(POLICY, JSON.stringify({ ...policy, DeveloperToolsAvailability: 1 }));
  const how = ['--headless=new', '--no-sandbox', '--disable-gpu', '--user-data-dir=/tmp/policies'];
  const settle = `mount --rbind /dev ${root.path}/dev && mount -t proc proc ${root.path}/proc && exec "$@"`;
  const inRoot = ['chroot', root.path, '/usr/bin/chromium', ...how, `--remote-debugging-port=${PORT}`];
  const apart = ['--mount', '--fork', '--kill-child', 'sh', '-c', settle, 'chromium', ...inRoot];
  const running = spawn('unshare', apart, { stdio: 'ignore' });
  try {
    const browser = await connected();
    const page = await browser.contexts()[0]!.newPage();
    await page.goto('chrome://policy');
    const rows = page.locator('policy-row');
    await rows.first().waitFor();
    const said = await rows.evaluateAll((all) =>
      all.map(({ shadowRoot }) =>
        ['#name', '.policy .messages'].map(
          (part) => shadowRoot?.querySelector(part)?.textContent.trim() ?? '',
        ),
      ),
    );
    const ours = new Map(
      said.filter(([name = '', verdict]) => name in policy && verdict !== '') as [string, string][],
    );
    assert.deepEqual([...ours.keys()].sort(), Object.keys(policy).sort());
    for (const [name, verdict] of ours) assert.match(verdict, /OK/, `${name}: ${verdict}`);
    await assert.rejects(page.goto('https://example.com/'), /ERR_BLOCKED_BY_ADMINISTRATOR/);
    const own = await browser.contexts()[0]!.newPage();
    await own.goto(`${origin}/kiosk/`);
    await browser.close();
  } finally {
    running.kill('SIGKILL');
    root.write(POLICY, `${JSON.stringify(policy, null, 2)}\n`);
  }
}

async function connected() {
  for (const end = Date.now() + PATIENCE; ; await sleep(200)) {
    try {
      return await chromium.connectOverCDP(`http://127.0.0.1:${PORT}`);
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}
