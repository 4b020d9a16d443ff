import { PhoneFailure, type Camera } from '../ports.ts';
import { within } from '../effects/within.ts';
import type { PhoneTrouble } from '../state/trouble.ts';

/** Portrait, and no more than a picture of two megapixels. */
const PICTURE: MediaTrackConstraints = {
  width: { ideal: 960 },
  height: { ideal: 1280 },
  frameRate: { ideal: 30 },
};

/** Milliseconds: a person may read the question of the phone, and what a camera may take after it. */
const ASK_LIMIT = 60_000;
const PLAY_LIMIT = 8_000;
/** Milliseconds without pictures after which the camera is lost. */
const MUTE_LIMIT = 2_000;

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
  async open(lost) {
    const stream = await realCamera();
    const video = document.createElement('video');
    video.muted = true;
    video.playsInline = true;
    video.srcObject = stream;
    const unwatch = watch(stream, lost);
    const close = () => {
      unwatch();
      stop(stream);
      video.srcObject = null;
    };
    try {
      await within(PLAY_LIMIT, video.play());
    } catch (cause) {
      close();
      // Refused, as when a phone saves power, or never begun: another touch starts it.
      throw new PhoneFailure(nameOf(cause) === 'AbortError' ? 'camera-busy' : 'camera-still', cause);
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
  // Not there in the web views of some apps, nor without TLS.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) throw new PhoneFailure('camera-unsupported');
  const asked = devices.getUserMedia({ video, audio: false });
  try {
    return await within(ASK_LIMIT, asked);
  } catch (cause) {
    // An answer that comes when nobody waits any more must not leave the camera on.
    asked.then(stop, () => {});
    throw new PhoneFailure(CODES[nameOf(cause)] ?? 'camera-silent', cause);
  }
}

const nameOf = (cause: unknown): string => (cause instanceof DOMException ? cause.name : '');

/** Calls `lost` once: when a track ends, or stays without pictures. Answers how to stop watching. */
function watch(stream: MediaStream, lost: () => void): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  const once = () => {
    if (!signal.aborted) lost();
    ended.abort();
  };
  for (const track of stream.getVideoTracks()) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    track.addEventListener('ended', once, { signal });
    track.addEventListener('mute', () => void (timer = setTimeout(once, MUTE_LIMIT)), { signal });
    track.addEventListener('unmute', () => clearTimeout(timer), { signal });
    signal.addEventListener('abort', () => clearTimeout(timer));
  }
  return () => ended.abort();
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
