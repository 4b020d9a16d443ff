import { BridgeReader } from '#clients/card/pcsc/client.ts';
import { createLabCard } from '#clients/lab/card/lab-card.ts';
import { pairingOfThisMachine } from '#clients/kiosk/setup/reader.ts';
import { startKioskPage } from '#clients/kiosk/start.tsx';
import { LabPanel } from './lab-panel.tsx';

/** The kiosk with a simulated card in the page, where it was paired with no bridge. */
const pairing = await pairingOfThisMachine();
const card = createLabCard();
void startKioskPage(
  pairing
    ? { reader: new BridgeReader(pairing), panel: null }
    : { reader: card, panel: <LabPanel card={card} /> },
);
