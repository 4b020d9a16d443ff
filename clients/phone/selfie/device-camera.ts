import { PhoneFailure, type Camera } from '../ports.ts';
import type { PhoneTrouble } from '../state/trouble.ts';

/** Portrait, and no more than a picture of two megapixels. */
const WANTED: MediaTrackConstraints = {
  facingMode: 'user',
  width: { ideal: 960 },
  height: { ideal: 1280 },
  frameRate: { ideal: 30 },
};

const CODES: Record<string, PhoneTrouble> = {
  NotAllowedError: 'camera-denied',
  SecurityError: 'camera-denied',
  NotFoundError: 'camera-missing',
  OverconstrainedError: 'camera-missing',
  NotReadableError: 'camera-busy',
  AbortError: 'camera-busy',
};

/** The camera on the side of the screen. No sound is asked for, and never a flash. */
export const deviceCamera: Camera = {
  kind: 'device',
  async open() {
    const stream = await ask();
    const video = document.createElement('video');
    video.muted = true;
    video.playsInline = true;
    video.srcObject = stream;
    const close = () => {
      for (const track of stream.getTracks()) track.stop();
      video.srcObject = null;
    };
    try {
      await video.play();
    } catch (cause) {
      close();
      throw new PhoneFailure('camera-busy', cause);
    }
    return { element: video, aim: () => {}, close };
  },
};

async function ask(): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia({ video: WANTED, audio: false });
  } catch (cause) {
    const name = cause instanceof DOMException ? cause.name : '';
    throw new PhoneFailure(CODES[name] ?? 'camera-missing', cause);
  }
}
