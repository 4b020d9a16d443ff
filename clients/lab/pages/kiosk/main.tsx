import { BridgeReader } from '#clients/card/pcsc/client.ts';
import { PageReader } from '#clients/lab/card/page-reader.ts';
import { pairingOfThisMachine } from '#clients/kiosk/setup/reader.ts';
import { startKioskPage } from '#clients/kiosk/start.tsx';
import { LabPanel } from './lab-panel.tsx';

/** The kiosk with a simulated card in the page, where it was paired with no bridge. */
const pairing = await pairingOfThisMachine();
const reader = new PageReader();
void startKioskPage(
  pairing
    ? { reader: new BridgeReader(pairing), panel: null }
    : { reader, panel: <LabPanel reader={reader} /> },
);
