import { BridgeReader } from '#clients/card/pcsc/client.ts';
import { pairingOfThisMachine } from './effects/keeper.ts';
import { startKiosk } from './start.tsx';

void startKiosk(async () => ({ reader: new BridgeReader(await pairingOfThisMachine()), panel: null }));
