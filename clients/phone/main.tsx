import { findReader } from './reader/find.ts';
import { deviceCamera } from './selfie/device-camera.ts';
import { startPhone } from './start.tsx';

void startPhone({ findReader, cameras: [deviceCamera] });
