import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MADE } from '#clients/operator/wrangler.ts';
import { readPairing } from '#clients/card/pcsc/pairing.ts';
import manifest from '../../../package.json' with { type: 'json' };
import type { DebianRoot } from './root.ts';

const PCSCD_PROOFS = fileURLToPath(new URL('../reader-stack/step2/main.ts', import.meta.url));
const ORIGIN = 'https://shop.kaijo.example';
const CONF = '/etc/kaijo/kiosk.conf';
const POLICY = '/etc/chromium/policies/managed/kaijo.json';

const UNITS = ['kaijo-bridge.service', 'kaijo-kiosk.service'];

/** What is proved of a root with the package in it, in this order. `deb` is the package. */
export type Lines = Record<string, (root: DebianRoot, deb: string) => void>;

/** A setting of the configuration, as an operator edits it. */
const configure = (root: DebianRoot, name: string, value: string): void =>
  root.write(CONF, root.read(CONF).replace(new RegExp(`^${name}=.*$`, 'm'), `${name}=${value}`));

/** As systemd runs it: the configuration is its environment. */
const withConfiguration = (root: DebianRoot, ...command: string[]) => {
  const settings = root.read(CONF).match(/^\w+=.*$/gm) ?? [];
  return root.run('env', 'STATE_DIRECTORY=/var/lib/kaijo', ...settings, ...command);
};

export const INSTALLED: Lines = {
  'runs where there is neither Node nor a compiler': (root) => {
    for (const absent of ['node', 'gcc', 'make', 'python3'])
      assert.notEqual(root.run('sh', '-c', `command -v ${absent}`).status, 0, `${absent} is there`);
    assert.equal(root.expect('kaijo-bridge', '--version'), `${manifest.version}\n`);
    assert.equal(root.expect('kaijo-kiosk', '--version'), `${manifest.version}\n`);
    assert.match(root.run('kaijo-bridge', '--list').output, /PC\/SC|reader/i);
  },
  'holds no virtual card, and the words that go with what it holds': (root) => {
    assert.doesNotMatch(root.read('/usr/lib/kaijo/bridge.mjs'), /VCARD-FILE|kaijo-card\/|VirtualCard/);
    const copyright = root.read('/usr/share/doc/kaijo-kiosk/copyright');
    for (const part of ['node-linux-', 'smartcard 3', 'ws 8', 'valibot 1'])
      assert.ok(copyright.includes(part));
  },
  'without an origin: words, and nothing is told to the browser': (root) => {
    root.expect('install', '-d', '-m', '700', '-o', 'kaijo', '/var/lib/kaijo');
    const { status, output } = withConfiguration(root, 'kaijo-kiosk', 'prepare');
    assert.deepEqual([status, output], [1, 'no KAIJO_ORIGIN: set it in /etc/kaijo/kiosk.conf\n']);
    assert.equal(root.has(POLICY), false);
  },
  'the policy lets the browser go to the one configured origin': (root) => {
    configure(root, 'KAIJO_ORIGIN', ORIGIN);
    assert.equal(withConfiguration(root, 'kaijo-kiosk', 'prepare').output, '');
    const policy = JSON.parse(root.read(POLICY)) as Record<string, unknown>;
    assert.deepEqual(policy['URLBlocklist'], ['*']);
    assert.deepEqual(policy['URLAllowlist'], [ORIGIN, 'file:///var/lib/kaijo/start.html']);
    assert.deepEqual(policy['LoopbackNetworkAllowedForUrls'], [ORIGIN]);
    assert.equal(root.mode(POLICY), '644');
  },
  'the start page holds the pairing with the bridge, for its owner alone': (root) => {
    configure(root, 'KAIJO_PAGE', '?printer&mm=344');
    assert.equal(withConfiguration(root, 'kaijo-kiosk', 'start-page').output, '');
    const [, address = ''] =
      /location\.replace\("([^"]+)"\)/.exec(root.read('/var/lib/kaijo/start.html')) ?? [];
    const url = new URL(address);
    assert.equal(url.href.replace(url.hash, ''), `${ORIGIN}/kiosk/?printer&mm=344`);
    const secret = root.read('/var/lib/kaijo/bridge-secret').trim();
    assert.deepEqual(readPairing(url.hash), { port: 47_113, secret });
    assert.equal(root.mode('/var/lib/kaijo/start.html'), '600');
  },
  'systemd takes the units, and counts the bridge among the safe': (root) => {
    // The browser's stage is recommended, and not in this root.
    root.expect('ln', '-s', 'true', '/usr/bin/cage');
    assert.equal(root.expect('systemd-analyze', 'verify', '--man=no', ...UNITS), '');
    root.expect('rm', '/usr/bin/cage');
    root.expect('systemd-analyze', 'security', '--offline=true', '--threshold=15', 'kaijo-bridge.service');
  },
  'STEP 2 over PC/SC, each part broken in turn, from the installed files': (root) => {
    const { status, stdout } = spawnSync(process.execPath, [PCSCD_PROOFS, '--root', root.path], {
      encoding: 'utf8',
    });
    assert.ok(status === 0 && /pcscd: [1-9]\d+ passed, 0 failed/.test(stdout), stdout);
  },
  'an upgrade asks nothing and keeps what the operator set and switched off': (root, deb) => {
    root.expect('systemctl', 'disable', 'kaijo-kiosk.service');
    const [before, secret] = [root.read(CONF), root.read('/var/lib/kaijo/bridge-secret')];
    const next = newer(deb);
    root.install(next);
    assert.match(root.expect('dpkg-query', '-W', '-f', '${Version}', 'kaijo-kiosk'), /\+next$/);
    assert.deepEqual([root.read(CONF), root.read('/var/lib/kaijo/bridge-secret')], [before, secret]);
    assert.match(root.run('systemctl', 'is-enabled', 'kaijo-kiosk.service').output, /^disabled$/m);
    assert.match(root.expect('systemctl', 'is-enabled', 'kaijo-bridge.service'), /^enabled$/m);
  },
  'removed it keeps configuration and key; purged it leaves nothing': (root) => {
    root.expect('dpkg', '--remove', 'kaijo-kiosk');
    assert.ok(root.has(CONF) && root.has('/var/lib/kaijo/bridge-secret') && !root.has(POLICY));
    root.expect('dpkg', '--purge', 'kaijo-kiosk');
    const left = ['/etc/kaijo', '/var/lib/kaijo', '/usr/lib/kaijo', '/usr/bin/kaijo-bridge'].filter((path) =>
      root.has(path),
    );
    assert.deepEqual(left, []);
  },
};

/** The same package under a later version. */
function newer(deb: string): string {
  const [stage, path] = [`${MADE}deb-next`, `${MADE}deb-next.deb`];
  cpSync(`${MADE}deb`, stage, { recursive: true });
  const control = `${stage}/DEBIAN/control`;
  writeFileSync(control, readFileSync(control, 'utf8').replace(/^Version: .*$/m, '$&+next'));
  const built = spawnSync('dpkg-deb', ['--root-owner-group', '-Zzstd', '--build', stage, path]);
  assert.equal(built.status, 0, `a later version of ${deb}`);
  return path;
}
