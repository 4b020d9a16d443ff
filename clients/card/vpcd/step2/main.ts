import { loadSmartcard } from '../../pcsc/readers/pcsc-reader.ts';
import { CardOnDesk } from '../card-on-desk.ts';
import { runIsolated } from '../isolate.ts';
import { ensurePackages, ensureSmartcard, versions } from '../packages.ts';
import { startPcscd } from '../pcscd.ts';
import { Proof } from '../proof.ts';
import { AFTERWARDS } from './afterwards.ts';
import { Bench } from './bench.ts';
import { BridgeProcess } from './bridge-process.ts';
import { Kiosk } from './kiosk.ts';
import { LOSSES } from './losses.ts';
import { REFUSALS, type Lines } from './refusals.ts';

// `npm run card:pcscd`: STEP 2 from the page's code over the bridge, PC/SC and pcscd to the card, with each part broken
// in turn. The authorisation is the lab authority's own.

async function proveLines(proof: Proof): Promise<void> {
  process.stdout.write(`  ${versions()}\n`);
  const pcscd = await startPcscd();
  const bridge = new BridgeProcess(47_113);
  const bench = new Bench(pcscd, await CardOnDesk.issue(), bridge, new Kiosk(await bridge.start()));
  const lines: Lines = { ...REFUSALS, ...LOSSES, ...AFTERWARDS };
  try {
    for (const [title, prove] of Object.entries(lines)) await proof.line(title, () => prove(bench));
  } finally {
    await bench.kiosk.close();
    await bridge.close();
    await bench.desk.remove();
    await bench.pcscd.stop();
  }
}

async function main(): Promise<number> {
  const proof = new Proof('pcscd');
  const packages = ensurePackages();
  if (!packages.ready) {
    proof.skip(packages.why, packages.required);
    return proof.finish();
  }
  const unbuilt = await ensureSmartcard(loadSmartcard);
  if (unbuilt !== null) {
    proof.skip(unbuilt, true);
    return proof.finish();
  }
  const isolated = runIsolated();
  if (isolated !== null) return isolated;
  await proveLines(proof);
  return proof.finish();
}

process.exitCode = await main();
