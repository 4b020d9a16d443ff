import { loadSmartcard } from '#clients/card/pcsc/readers/pcsc-reader.ts';
import { runIsolated } from './isolate.ts';
import { ensurePackages, ensureSmartcard, versions } from './packages.ts';
import { Proof } from './proof.ts';

/**
 * Runs a list of proofs on Debian's reader stack: sees to the packages, goes into namespaces of its own, counts.
 * `overPcsc`: they need npm's `smartcard` too. Answers the exit code.
 */
export async function proveOnDebian(
  name: string,
  prove: (proof: Proof) => Promise<void>,
  { overPcsc = false } = {},
): Promise<number> {
  const proof = new Proof(name);
  const packages = ensurePackages();
  if (!packages.ready) {
    proof.skip(packages.why, packages.required);
    return proof.finish();
  }
  const unbuilt = overPcsc ? await ensureSmartcard(loadSmartcard) : null;
  if (unbuilt !== null) {
    proof.skip(unbuilt, true);
    return proof.finish();
  }
  const isolated = runIsolated();
  if (isolated !== null) return isolated;
  process.stdout.write(`  ${versions()}\n`);
  await prove(proof);
  return proof.finish();
}
