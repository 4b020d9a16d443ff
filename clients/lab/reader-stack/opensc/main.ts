import { CardOnDesk } from '../card-on-desk.ts';
import { startPcscd } from '../pcscd.ts';
import type { Proof } from '../proof.ts';
import { proveOnDebian } from '../prove-on-debian.ts';
import { Bench } from './bench.ts';
import type { Line } from './line.ts';
import { READ } from './read.ts';
import { RECOGNISE } from './recognise.ts';
import { REFUSE } from './refuse.ts';
import { SIGN } from './sign.ts';

// `npm run lab -- card:opensc`: the virtual card before middleware that nobody here wrote.

const LINES: Record<number, Line> = { ...RECOGNISE, ...READ, ...SIGN, ...REFUSE };

async function proveLines(proof: Proof): Promise<void> {
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

process.exitCode = await proveOnDebian('opensc', proveLines);
