import { describe, expect, it } from 'vitest';
import { isVirtualCamera } from './device-camera.ts';

describe('a camera that is a program', () => {
  it.each([
    'OBS Virtual Camera',
    'OBS-Camera',
    'ManyCam Virtual Webcam',
    'Snap Camera',
    'e2eSoft VCam',
    'NDI Webcam Video 1',
    'Dummy video device (v4l2 loopback)',
  ])('is known by its name: %s', (label) => {
    expect(isVirtualCamera(label)).toBe(true);
  });

  it.each([
    '',
    'camera2 1, facing front',
    'Front Camera',
    'フロントカメラ',
    'FaceTime HD Camera (Built-in)',
    'Integrated Camera (13d3:5406)',
    'USB2.0 HD UVC WebCam',
    'Jobson Vendi Cam',
  ])('is not seen in the name of a device: %s', (label) => {
    expect(isVirtualCamera(label)).toBe(false);
  });
});
