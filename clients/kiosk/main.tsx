import { BridgeReader } from '#clients/card/pcsc/client.ts';
import { listenForPairing, pairingOfThisMachine } from './effects/keeper.ts';
import { startKiosk } from './start.tsx';

void startKiosk(async () => {
  const reader = new BridgeReader(await pairingOfThisMachine());
  listenForPairing((pairing) => reader.pair(pairing));
  return { reader, panel: null };
});
