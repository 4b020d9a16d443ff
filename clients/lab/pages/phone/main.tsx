import { deviceCamera } from '#clients/phone/selfie/device-camera.ts';
import { startPhone } from '#clients/phone/start.tsx';
import { findReader } from '#clients/phone/world.ts';
import { labCamera } from './lab-camera.ts';
import { createLabReader } from './lab-reader.ts';

const prefersDevice = new URLSearchParams(location.search).get('camera') === 'device';

/** The phone's app with a card in software where no shell is around the page, and a camera that plays pictures. */
void startPhone({
  async findReader(words) {
    const found = await findReader(words);
    return found.reader ? found : { kind: 'simulated', reader: createLabReader() };
  },
  cameras: prefersDevice ? [deviceCamera, labCamera] : [labCamera, deviceCamera],
});
