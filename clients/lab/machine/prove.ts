import { parseArgs } from 'node:util';
import { buildDeb } from '#clients/kiosk/machine/build/deb.ts';
import { loadSmartcard } from '#clients/card/pcsc/readers/pcsc-reader.ts';
import { ensurePackages, ensureSmartcard } from '../reader-stack/packages.ts';
import { Proof } from '../reader-stack/proof.ts';
import { INSTALLED } from './installed.ts';
import { DebianRoot, type Suite } from './root.ts';

// `npm run lab -- kiosk:root`: the package built, installed in a clean Debian root and proved there.

const { values } = parseArgs({
  options: { suite: { type: 'string', multiple: true, default: ['bookworm'] }, keep: { type: 'boolean' } },
});

async function prove(proof: Proof, suite: Suite): Promise<void> {
  let root: DebianRoot | null = null;
  let deb = '';
  await proof.line(`${suite}: a clean root takes the package`, async () => {
    deb = (await buildDeb('zstd')).path;
    root = new DebianRoot(suite, ['systemd', 'pcscd', 'vsmartcard-vpcd', 'opensc']);
    root.install(deb);
  });
  if (!root) return;
  for (const [title, line] of Object.entries(INSTALLED))
    await proof.line(`${suite}: ${title}`, async () => line(root!, deb));
  if (!values.keep) (root as DebianRoot).remove();
}

const proof = new Proof('kiosk package');
const packages = ensurePackages(['mmdebstrap']);
const unready = packages.ready ? await ensureSmartcard(loadSmartcard) : packages.why;
if (unready !== null) proof.skip(unready, packages.ready || packages.required);
else for (const suite of values.suite) await prove(proof, suite as Suite);
process.exitCode = proof.finish();
