import { BridgeReader } from '#clients/card/pcsc/client.ts';
import { pairingOfThisMachine } from '#clients/kiosk/effects/keeper.ts';
import { startKiosk } from '#clients/kiosk/start.tsx';
import { PageReader } from '#clients/lab/card/page-reader.ts';
import { LabPanel } from './lab-panel.tsx';

/** The kiosk with a simulated card in the page, where it was paired with no bridge. */
const pairing = await pairingOfThisMachine();
const reader = new PageReader();
void startKiosk(
  pairing
    ? { reader: new BridgeReader(pairing), panel: null }
    : { reader, panel: <LabPanel reader={reader} /> },
);
