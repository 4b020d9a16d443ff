import type { CardTransport } from '#clients/card/transport.ts';
import type { VirtualCard } from './virtual-card.ts';

/** Puts a virtual card on a reader in this process. */
export async function insertCard(card: VirtualCard): Promise<CardTransport> {
  await card.powerOn();
  return {
    transceive: (apdu) => card.process(apdu),
    close: ({ reset }) => (reset ? card.reset() : Promise.resolve()),
  };
}
