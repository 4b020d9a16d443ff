import { takePairing, type Pairing } from '#clients/card/pcsc/client.ts';
import type { Reader } from '#clients/card/reader.ts';
import type { ComponentChildren } from 'preact';
import { readSetup, writeSetup } from '../database.ts';

/** The card reader of this machine, and what is shown under the screen for it. */
export interface ReaderSetup {
  reader: Reader;
  panel: ComponentChildren;
}

/** The address holds the pairing with the bridge once; from then on this browser profile has it. */
export async function pairingOfThisMachine(): Promise<Pairing | null> {
  const offered = takePairing();
  if (offered) await writeSetup('pairing', offered);
  return offered ?? (await readSetup<Pairing>('pairing')) ?? null;
}
