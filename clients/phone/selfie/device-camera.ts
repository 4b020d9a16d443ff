import { PhoneFailure, type Camera } from '../ports.ts';
import type { PhoneTrouble } from '../state/trouble.ts';

/** Portrait, and no more than a picture of two megapixels. */
const PICTURE: MediaTrackConstraints = {
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
    const stream = await realCamera();
    const video = document.createElement('video');
    video.muted = true;
    video.playsInline = true;
    video.srcObject = stream;
    const close = () => {
      stop(stream);
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

/** The camera that the browser chooses; another one if that is a program, for a program may be the browser's choice. */
async function realCamera(): Promise<MediaStream> {
  const stream = await ask({ ...PICTURE, facingMode: 'user' });
  if (!stream.getVideoTracks().some(({ label }) => isVirtualCamera(label))) return stream;
  stop(stream);
  const devices = await navigator.mediaDevices.enumerateDevices();
  const real = devices.find(({ kind, label }) => kind === 'videoinput' && !isVirtualCamera(label));
  if (!real) throw new PhoneFailure('camera-virtual');
  return ask({ ...PICTURE, deviceId: { exact: real.deviceId } });
}

async function ask(video: MediaTrackConstraints): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia({ video, audio: false });
  } catch (cause) {
    const name = cause instanceof DOMException ? cause.name : '';
    throw new PhoneFailure(CODES[name] ?? 'camera-missing', cause);
  }
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** What programs that play pictures as if they were a camera call themselves, in small letters. */
const PROGRAMS = [
  'virtual',
  'obs',
  'manycam',
  'snap camera',
  'splitcam',
  'xsplit',
  'camtwist',
  'e2esoft',
  'vcam',
  'ndi',
  'loopback',
  'webcamoid',
];

const NAMES = new RegExp(String.raw`\b(${PROGRAMS.join('|')})\b`, 'i');

/**
 * Does a camera say of itself that it is a program? A hint and no proof: whoever wants to deceive gives it another name.
 *
 * @param label name of the device, as `MediaStreamTrack.label` has it; empty if the browser keeps it.
 */
export const isVirtualCamera = (label: string): boolean => NAMES.test(label);
