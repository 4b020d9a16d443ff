import { CardOnDesk } from '../card-on-desk.ts';
import { runIsolated } from '../isolate.ts';
import { ensurePackages, versions } from '../packages.ts';
import { startPcscd } from '../pcscd.ts';
import { Proof } from '../proof.ts';
import { Bench } from './bench.ts';
import type { Line } from './line.ts';
import { READ } from './read.ts';
import { RECOGNISE } from './recognise.ts';
import { REFUSE } from './refuse.ts';
import { SIGN } from './sign.ts';

// `npm run card:opensc`: the virtual card before middleware that nobody here wrote.

const LINES: Record<number, Line> = { ...RECOGNISE, ...READ, ...SIGN, ...REFUSE };

async function proveLines(proof: Proof): Promise<void> {
  process.stdout.write(`  ${versions()}\n`);
  const pcscd = await startPcscd();
  const bench = new Bench(await CardOnDesk.issue());
  try {
    await bench.desk.fresh();
    for (const [number, line] of Object.entries(LINES)) {
      await proof.line(`${number.padStart(2)} ${line.title}`, () => line.prove(bench));
    }
  } finally {
    await bench.desk.remove();
    bench.close();
    await pcscd.stop();
  }
}

async function main(): Promise<number> {
  const proof = new Proof('opensc');
  const packages = ensurePackages();
  if (packages.ready) {
    const isolated = runIsolated();
    if (isolated !== null) return isolated;
    await proveLines(proof);
  } else proof.skip(packages.why, packages.required);
  return proof.finish();
}

process.exitCode = await main();
