import { BridgeReader } from '#clients/card/pcsc/client.ts';
import { listenForPairing, pairingOfThisMachine } from '#clients/kiosk/effects/keeper.ts';
import { startKiosk } from '#clients/kiosk/start.tsx';
import { PageReader } from '#clients/lab/card/page-reader.ts';
import { LabPanel } from './lab-panel.tsx';

/** The kiosk with a simulated card in the page, where it was paired with no bridge. */
void startKiosk(async () => {
  const pairing = await pairingOfThisMachine();
  if (pairing) {
    const bridge = new BridgeReader(pairing);
    listenForPairing((offered) => bridge.pair(offered));
    return { reader: bridge, panel: null };
  }
  const reader = new PageReader();
  return { reader, panel: <LabPanel reader={reader} /> };
});
