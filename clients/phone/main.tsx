import { deviceCamera } from './selfie/device-camera.ts';
import { startPhone } from './start.tsx';
import { findReader } from './world.ts';

void startPhone({ findReader, cameras: [deviceCamera] });
