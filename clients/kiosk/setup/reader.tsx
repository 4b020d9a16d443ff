import { BridgeReader, takePairing, type Pairing } from '#clients/card/pcsc/client.ts';
import type { Reader } from '#clients/card/reader.ts';
import type { ComponentChildren } from 'preact';
import { readSetup, writeSetup } from '../database.ts';

/** The card reader of this machine, and what a lab build shows under the screen for it. */
export interface ReaderSetup {
  reader: Reader;
  panel: ComponentChildren;
}

/**
 * The bridge this machine was paired with. Only a lab build, and only where there is no pairing, has a simulated card in
 * the page in its place.
 */
export async function readerOfThisMachine(): Promise<ReaderSetup> {
  const pairing = await pairingOfThisMachine();
  if (import.meta.env.MODE === 'lab' && !pairing) return labReader();
  return { reader: new BridgeReader(pairing), panel: null };
}

/** The address holds the pairing once; from then on this browser profile has it. */
async function pairingOfThisMachine(): Promise<Pairing | null> {
  const offered = takePairing();
  if (offered) await writeSetup('pairing', offered);
  return offered ?? (await readSetup<Pairing>('pairing')) ?? null;
}

async function labReader(): Promise<ReaderSetup> {
  const [{ createLabCard }, { LabPanel }] = await Promise.all([
    import('#clients/card/virtual/browser/lab-card.ts'),
    import('../lab/lab-panel.tsx'),
  ]);
  const card = createLabCard();
  return { reader: card, panel: <LabPanel card={card} /> };
}
