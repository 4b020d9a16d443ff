import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { MADE, ROOT } from '#clients/operator/wrangler.ts';
import { packageNotice, refuseOthers, type Notice } from '#clients/operator/licences/notices.ts';
import manifest from '../../../../package.json' with { type: 'json' };
import { bundlePrograms } from './bundle.ts';

// `npm run lab -- kiosk:deb`: the Debian package of a kiosk's machine, in dist/.

const HERE = join(import.meta.dirname, '..');
const STAGE = join(MADE, 'deb');
const LIBRARY = join(STAGE, 'usr/lib/kaijo');
const DOC = join(STAGE, 'usr/share/doc/kaijo-kiosk');
/** Debian's names of what Node calls this machine. */
const ARCHITECTURES: Record<string, string> = { x64: 'amd64', arm64: 'arm64' };

export interface Deb {
  path: string;
  bytes: number;
}

/** Builds the package. `compression`: `xz` is small, `zstd` is quick. Throws where `smartcard` was not compiled. */
export async function buildDeb(compression: 'xz' | 'zstd'): Promise<Deb> {
  rmSync(STAGE, { recursive: true, force: true });
  cpSync(join(HERE, 'tree'), STAGE, { recursive: true });
  cpSync(join(HERE, 'control'), join(STAGE, 'DEBIAN'), { recursive: true });
  const packages = await bundlePrograms(LIBRARY);
  const node = join(ROOT, 'node_modules', `node-linux-${process.arch}`);
  const smartcard = join(ROOT, 'node_modules/smartcard');
  stageSmartcard(smartcard);
  cpSync(join(node, 'bin/node'), join(LIBRARY, 'node'));
  execFileSync('strip', ['--strip-unneeded', join(LIBRARY, 'node'), addonIn(LIBRARY)]);
  const notices = [node, smartcard, ...packages].map(packageNotice);
  refuseOthers(notices);
  stageDocuments(notices);
  settleModes(STAGE);
  const architecture = ARCHITECTURES[process.arch] ?? process.arch;
  writeFileSync(join(STAGE, 'DEBIAN/control'), controlOf(architecture));
  const path = join(ROOT, 'dist', `kaijo-kiosk_${manifest.version}_${architecture}.deb`);
  mkdirSync(dirname(path), { recursive: true });
  execFileSync('dpkg-deb', ['--root-owner-group', `-Z${compression}`, '--build', STAGE, path]);
  return { path, bytes: lstatSync(path).size };
}

const addonIn = (library: string): string =>
  join(library, 'node_modules/smartcard/build/Release/smartcard_napi.node');

/** Only what is loaded: npm compiled it here, and the machine in the shop has no compiler. */
function stageSmartcard(from: string): void {
  const to = join(LIBRARY, 'node_modules/smartcard');
  const wanted =
    /(\/package\.json|\/dist|\/dist\/lib|\/dist\/lib\/[\w-]+\.js|\/build|\/build\/Release|smartcard_napi\.node)$/;
  cpSync(from, to, { recursive: true, filter: (path) => path === from || wanted.test(path) });
}

function stageDocuments(notices: readonly Notice[]): void {
  mkdirSync(DOC, { recursive: true });
  cpSync(join(HERE, 'README.md'), join(DOC, 'README.md'));
  const parts = notices.map(
    ({ title, licence, text }) => `${'='.repeat(80)}\n${title}: ${licence}\n\n${text}\n`,
  );
  const own = readFileSync(join(ROOT, 'LICENSE'), 'utf8');
  writeFileSync(
    join(DOC, 'copyright'),
    `Kaijo\n\n${own}\nWhat this package contains by others:\n\n${parts.join('\n')}`,
  );
}

/** Whatever the umask of who builds: root's, readable, and executable where the owner could execute. */
function settleModes(path: string): void {
  const entry = lstatSync(path);
  chmodSync(path, entry.isDirectory() || entry.mode & 0o100 ? 0o755 : 0o644);
  if (entry.isDirectory()) for (const name of readdirSync(path)) settleModes(join(path, name));
}

const controlOf = (architecture: string): string => `Package: kaijo-kiosk
Version: ${manifest.version}
Architecture: ${architecture}
Maintainer: Kaijo <kiosks@kaijo.example>
Section: misc
Priority: optional
Installed-Size: ${execFileSync('du', ['-sk', STAGE], { encoding: 'utf8' }).split('\t')[0]}
Depends: libc6 (>= 2.28), libstdc++6 (>= 11), libpcsclite1, passwd, init-system-helpers (>= 1.52)
Recommends: pcscd, libccid, chromium, chromium-sandbox, cage, xwayland, fonts-noto-cjk, alsa-utils, cups, cups-client
Description: kiosk of Kaijo: reader bridge, screen and policy
 What a machine in a shop needs for STEP 2: the bridge to its card reader with the Node that runs it, the browser's
 unit and its policy, made of the one origin in /etc/kaijo/kiosk.conf.
`;

if (import.meta.main) {
  const { values } = parseArgs({ options: { quick: { type: 'boolean' } } });
  const { path, bytes } = await buildDeb(values.quick ? 'zstd' : 'xz');
  process.stdout.write(`${path}  ${(bytes / 1e6).toFixed(1)} MB\n`);
}
