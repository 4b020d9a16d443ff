import { BridgeReader } from '#clients/card/pcsc/client.ts';
import { pairingOfThisMachine } from './setup/reader.ts';
import { startKioskPage } from './start.tsx';

void startKioskPage({ reader: new BridgeReader(await pairingOfThisMachine()), panel: null });
