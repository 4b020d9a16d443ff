import assert from 'node:assert/strict';
import { chmodSync, mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { checkWords } from '#schema/contract/check-words.ts';
import { buildDeb } from '#clients/kiosk/machine/build/deb.ts';
import { openLocalLab } from '#clients/lab/people/lab.ts';
import { buildLabPages } from '#clients/lab/system/pages.ts';
import { startLocalSystem, type LocalSystem } from '#clients/lab/system/system.ts';
import { everyKiosk, issueCode } from '#clients/operator/commands/kiosk.ts';
import { ensurePackages } from '../reader-stack/packages.ts';
import { Proof } from '../reader-stack/proof.ts';
import { BootedRoot } from './boot.ts';
import { readPolicies } from './policies.ts';
import { DebianRoot, type Suite } from './root.ts';

// `npm run lab -- kiosk:unattended`: from a fresh Debian root to a pending kiosk, with nobody there. systemd, the bridge and
// Chromium are Debian's and the package's; the stage is not: there is no screen, so Chromium shows its page to nobody.

const { values } = parseArgs({
  options: { suite: { type: 'string', default: 'bookworm' }, reuse: { type: 'boolean', default: false } },
});
const PACKAGES = [
  'systemd',
  'systemd-sysv',
  'dbus',
  'pcscd',
  'vsmartcard-vpcd',
  'chromium',
  'chromium-sandbox',
];
const STAGE =
  '#!/bin/sh\nexec /usr/lib/kaijo/browser --headless=new --disable-gpu --ozone-platform=headless\n';
const NO_SCREEN =
  '[Service]\nStandardInput=null\nTTYPath=\nTTYReset=no\nTTYVHangup=no\nTTYVTDisallocate=no\n';
const DROP_IN = '/etc/systemd/system/kaijo-kiosk.service.d';
/** Milliseconds from the package on the disk to a kiosk that waits for its operator. */
const GOAL = 120_000;

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + GOAL; Date.now() < end; await sleep(100)) if (await holds()) return;
  throw new Error(`not within ${GOAL / 1_000} s: ${what}`);
}

function withoutScreen(root: DebianRoot): void {
  root.write('/usr/bin/cage', STAGE);
  chmodSync(root.at('/usr/bin/cage'), 0o755);
  mkdirSync(root.at(DROP_IN), { recursive: true });
  root.write(`${DROP_IN}/no-screen.conf`, NO_SCREEN);
}

async function provision(root: DebianRoot, system: LocalSystem): Promise<void> {
  mkdirSync(root.at('/etc/kaijo'), { recursive: true });
  const code = await issueCode(system.operator, 'Unattended');
  root.write('/etc/kaijo/provision', `KAIJO_ORIGIN=${system.origin}\nKAIJO_CODE=${code}\n`);
}

async function prove(proof: Proof): Promise<void> {
  const deb = (await buildDeb('zstd')).path;
  const root = new DebianRoot(values.suite as Suite, PACKAGES, values);
  if (values.reuse) root.run('dpkg', '--purge', 'kaijo-kiosk');
  // A service that was started before would wait for as long as the root took to be made, and nothing is answered meanwhile.
  const now = Math.floor(Date.now() / 1_000);
  const system = await startLocalSystem({ pages: await buildLabPages(await openLocalLab(now), now) });
  withoutScreen(root);
  await provision(root, system);
  const began = Date.now();
  root.install(deb);
  const machine = await BootedRoot.boot(root);
  const pending = () => everyKiosk(system.operator, { state: 'pending' });
  try {
    await proof.line('a fresh root, one file and one package: a kiosk that waits for its operator', () =>
      until(`a pending kiosk\n${machine.journal('kaijo-*')}`, async () => (await pending()).length === 1),
    );
    process.stdout.write(`          ${((Date.now() - began) / 1_000).toFixed(1)} s after the download\n`);
    await proof.line('its check words are in the journal, and no secret', async () => {
      const [kiosk] = await pending();
      const words = `kiosk pending, check words ${checkWords(kiosk!.thumbprint)}`;
      await until(words, () => machine.journal('kaijo-bridge').includes(words));
      const secret = root.read('/var/lib/kaijo/bridge-secret').trim();
      assert.ok(!machine.journal('kaijo-*').includes(secret), 'the pairing secret in the journal');
    });
    await proof.line('file and code are gone; nobody else reads what is left', async () => {
      await until('no code', () => !root.has('/var/lib/kaijo/code'));
      assert.equal(root.has('/etc/kaijo/provision'), false);
      assert.equal(root.mode('/var/lib/kaijo'), '700');
    });
    await proof.line(
      'the bridge ends: bridge and browser start anew, and the kiosk is the same',
      async () => {
        const before = machine.show('kaijo-kiosk', 'MainPID');
        machine.run('systemctl', 'kill', '--signal=KILL', 'kaijo-bridge');
        const anew = () => !['0', before].includes(machine.show('kaijo-kiosk', 'MainPID'));
        await until('another browser', anew);
        const connected = () => machine.journal('kaijo-bridge').split('a page is connected').length > 2;
        await until('a page at the bridge', connected);
        assert.equal((await pending()).length, 1);
      },
    );
  } finally {
    await machine.off();
  }
  await proof.line('Chromium takes every policy, and goes nowhere else', () =>
    readPolicies(root, system.origin),
  );
  await system.stop();
  if (!values.reuse) root.remove();
}

const proof = new Proof('unattended');
const packages = ensurePackages(['mmdebstrap', 'systemd-container']);
if (packages.ready) await prove(proof);
else proof.skip(packages.why, packages.required);
process.exitCode = proof.finish();
