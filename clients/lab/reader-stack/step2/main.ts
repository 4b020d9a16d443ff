import { CardOnDesk } from '../card-on-desk.ts';
import { startPcscd } from '../pcscd.ts';
import type { Proof } from '../proof.ts';
import { proveOnDebian } from '../prove-on-debian.ts';
import { AFTERWARDS } from './afterwards.ts';
import { Bench } from './bench.ts';
import { BridgeProcess } from './bridge-process.ts';
import { Kiosk } from './kiosk.ts';
import { LOSSES } from './losses.ts';
import { REFUSALS, type Lines } from './refusals.ts';

// `npm run lab -- card:pcscd`: STEP 2 from the page's code over the bridge, PC/SC and pcscd to the card, with each part broken
// in turn. The authorisation is the lab authority's own; with the back end in its place it is `npm run lab -- demo:pcscd`.

async function proveLines(proof: Proof): Promise<void> {
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

process.exitCode = await proveOnDebian('pcscd', proveLines, { overPcsc: true });
