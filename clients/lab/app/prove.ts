import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ERROR_CLASSES, ERROR_TEXTS } from '../../phone/app/shell/nfc.ts';
import { Proof } from '../reader-stack/proof.ts';

// `npm run lab -- phone:app`. What a machine without Android's and Apple's tools can show of the app around the page: it
// is written against the packages as they are, its native projects say what they must, and it becomes one bundle.

const APP = fileURLToPath(new URL('../../phone/app/', import.meta.url));
const ORIGIN = 'https://staging.kaijo.example';
const ENVIRONMENT = {
  ...process.env,
  CI: '1',
  EXPO_OFFLINE: '1',
  EXPO_NO_TELEMETRY: '1',
  KAIJO_ORIGIN: ORIGIN,
};
const GENERATED = ['android', 'ios', 'dist'];

function run(command: string, ...args: string[]): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: APP,
    env: ENVIRONMENT,
    encoding: 'utf8',
    timeout: 300_000,
  });
  if (error) throw error;
  assert.equal(status, 0, `${command} ${args.join(' ')}\n${stdout.slice(-2_000)}${stderr.slice(-2_000)}`);
}

const clear = (): void =>
  GENERATED.forEach((name) => rmSync(join(APP, name), { recursive: true, force: true }));
const read = (...path: string[]): string => readFileSync(join(APP, ...path), 'utf8');
const tool = (name: string): string => join(APP, 'node_modules/.bin', name);

/** Has every one of `parts`, whatever the white space. */
function holds(text: string, ...parts: string[]): void {
  const dense = text.replaceAll(/\s+/g, '');
  for (const part of parts) assert.ok(dense.includes(part.replaceAll(/\s+/g, '')), `no ${part}`);
}

function android(): void {
  const manifest = read('android/app/src/main/AndroidManifest.xml');
  const permissions = [...manifest.matchAll(/uses-permission android:name="android\.permission\.(\w+)"\/>/g)];
  assert.deepEqual(permissions.map(([, name]) => name).sort(), ['CAMERA', 'INTERNET', 'NFC', 'VIBRATE']);
  holds(
    manifest,
    '<uses-feature android:name="android.hardware.nfc" android:required="true"/>',
    '<action android:name="android.intent.action.DIAL"/><data android:scheme="tel"/>',
    '<action android:name="android.intent.action.VIEW"/><data android:scheme="https"/>',
    'android:allowBackup="false"',
    '<uses-permission android:name="android.permission.READ_CALENDAR" tools:node="remove"/>',
    '<uses-permission android:name="android.permission.WRITE_CALENDAR" tools:node="remove"/>',
  );
}

function ios(): void {
  holds(
    read('ios/Kaijo/Info.plist'),
    '<key>NFCReaderUsageDescription</key><string>マイナンバーカードを読み取ります</string>',
    '<key>NSCameraUsageDescription</key><string>カードの写真とお顔を照合します</string>',
    '<key>WKAppBoundDomains</key><array><string>staging.kaijo.example</string></array>',
    `<key>com.apple.developer.nfc.readersession.iso7816.select-identifiers</key>
     <array><string>D392F000260100000001</string><string>D3921000310001010402</string></array>`,
    '<key>NSAllowsArbitraryLoads</key><false/>',
    '<key>NSCalendarsUsageDescription</key><string>予約の時間をカレンダーに入れます</string>',
    '<key>UIUserInterfaceStyle</key><string>Automatic</string>',
  );
  const entitlements = read('ios/Kaijo/Kaijo.entitlements');
  holds(
    entitlements,
    '<key>com.apple.developer.nfc.readersession.formats</key><array><string>TAG</string></array>',
  );
  assert.doesNotMatch(entitlements, /aps-environment/);
}

const PACKAGE = 'node_modules/react-native-nfc-manager';
const NATIVE = 'android/src/main/java/community/revteltech/nfc/NfcManager.java';

/** Errors that the shell knows and sequences tell of are the package's own, iOS's under the numbers that files are named by. */
function knownErrors(): void {
  const errors = read(PACKAGE, 'src/NfcError.js');
  for (const name of ERROR_CLASSES) holds(errors, `export class ${name} extends`);
  const native = ['ios/NfcManager.m', 'ios/NfcManager+IsoDep.m', NATIVE];
  const says = native.map((file) => read(PACKAGE, file)).join('');
  for (const text of ERROR_TEXTS) assert.ok(says.includes(`"${text}"`), `the package nowhere says ${text}`);
  for (const file of readdirSync(join(APP, 'sequences'))) {
    const [, code] = /^ios-(\d+)-/.exec(file) ?? [];
    if (code === undefined) continue;
    const failed = [...read('sequences', file).matchAll(/"fails": "(\w)(\w+)"/g)];
    const numbered = failed.some(([, first, rest]) =>
      errors.includes(`${first!.toLowerCase()}${rest}: ${code},`),
    );
    assert.ok(numbered, `${file} tells of no error ${code}`);
  }
}

function bundled(): void {
  run(tool('expo'), 'export', '--platform', 'android', '--platform', 'ios', '--output-dir', 'dist');
  for (const platform of ['android', 'ios']) {
    const [bundle, ...others] = readdirSync(join(APP, 'dist/_expo/static/js', platform));
    assert.deepEqual(others, []);
    assert.match(bundle!, /\.hbc$/);
  }
}

clear();
const proof = new Proof('app');
try {
  await proof.line('its packages are those of its lock', async () => {
    run('npm', 'install', '--no-audit', '--no-fund');
    run('git', 'diff', '--exit-code', '--', 'package-lock.json');
  });
  await proof.line('it fits the types of its packages', async () => run(tool('tsc'), '-p', '.'));
  await proof.line('errors that the shell knows are the package’s', async () => knownErrors());
  await proof.line('native projects are made of its configuration', async () => {
    run(tool('expo'), 'prebuild', '--no-install');
    assert.ok(existsSync(join(APP, 'ios/Podfile')));
  });
  await proof.line('Android: permissions, NFC required, what it may hand to others', async () => android());
  await proof.line('iOS: reasons, applications of the card, domain, entitlement', async () => ios());
  await proof.line('it becomes one Hermes bundle for each platform', async () => bundled());
} finally {
  clear();
}
process.exitCode = proof.finish();
