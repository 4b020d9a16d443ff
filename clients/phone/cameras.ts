import type { Camera } from './ports.ts';
import { deviceCamera } from './selfie/device-camera.ts';

/** Cameras of this build, the one to use first in front. Only the lab's has a simulated one. */
export async function findCameras(): Promise<readonly Camera[]> {
  if (import.meta.env.MODE !== 'lab') return [deviceCamera];
  const { labCamera } = await import('./lab/lab-camera.ts');
  const device = new URLSearchParams(location.search).get('camera') === 'device';
  return device ? [deviceCamera, labCamera] : [labCamera, deviceCamera];
}
