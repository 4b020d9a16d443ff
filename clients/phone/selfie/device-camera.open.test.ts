import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deviceCamera } from './device-camera.ts';

class Track extends EventTarget {
  label = 'Front Camera';
  stopped = false;
  stop() {
    this.stopped = true;
  }
}

const streamOf = (track: Track) => ({ getTracks: () => [track], getVideoTracks: () => [track] });
const never = () => new Promise<never>(() => {});
const refuse = (name: string) => () => Promise.reject(new DOMException('', name));

let track: Track;
let play: () => Promise<void>;
beforeEach(() => {
  vi.useFakeTimers();
  track = new Track();
  play = async () => {};
  vi.stubGlobal('document', { createElement: () => ({ play: () => play() }) });
  device(async () => streamOf(track));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const device = (getUserMedia: () => Promise<unknown>) =>
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia, enumerateDevices: async () => [] } });

async function failure(): Promise<unknown> {
  const failed = deviceCamera
    .open(() => {})
    .then(
      () => null,
      (error: { code: string }) => error.code,
    );
  await vi.advanceTimersByTimeAsync(120_000);
  return failed;
}

describe('a camera that cannot be opened', () => {
  it.each([
    ['NotAllowedError', 'camera-denied'],
    ['SecurityError', 'camera-denied'],
    ['NotFoundError', 'camera-missing'],
    ['OverconstrainedError', 'camera-missing'],
    ['NotReadableError', 'camera-busy'],
    ['AbortError', 'camera-busy'],
    ['SomethingNewError', 'camera-silent'],
  ])('says why: %s', async (name, code) => {
    device(refuse(name));
    expect(await failure()).toBe(code);
  });

  it('is told apart from a browser that has none', async () => {
    vi.stubGlobal('navigator', {});
    expect(await failure()).toBe('camera-unsupported');
  });

  it('is given up when it never answers, and turned off should it answer later', async () => {
    let answer = (_stream: unknown) => {};
    device(() => new Promise((resolve) => (answer = resolve)));
    expect(await failure()).toBe('camera-silent');
    answer(streamOf(track));
    await vi.advanceTimersByTimeAsync(1);
    expect(track.stopped).toBe(true);
  });

  it.each([
    ['is refused', refuse('NotAllowedError'), 'camera-still'],
    ['is broken off', refuse('AbortError'), 'camera-busy'],
    ['never begins', never, 'camera-still'],
  ])('is turned off when its picture %s', async (_what, how, code) => {
    play = how;
    expect(await failure()).toBe(code);
    expect(track.stopped).toBe(true);
  });
});

describe('a running camera', () => {
  it('tells once that it ended', async () => {
    const lost = vi.fn<() => void>();
    await deviceCamera.open(lost);
    track.dispatchEvent(new Event('ended'));
    track.dispatchEvent(new Event('ended'));
    expect(lost).toHaveBeenCalledOnce();
  });

  it('is lost when it stays without pictures, not when it misses a moment', async () => {
    const lost = vi.fn<() => void>();
    await deviceCamera.open(lost);
    track.dispatchEvent(new Event('mute'));
    vi.advanceTimersByTime(1_000);
    track.dispatchEvent(new Event('unmute'));
    vi.advanceTimersByTime(5_000);
    expect(lost).not.toHaveBeenCalled();
    track.dispatchEvent(new Event('mute'));
    vi.advanceTimersByTime(2_000);
    expect(lost).toHaveBeenCalledOnce();
  });

  it('is not lost when it was closed', async () => {
    const lost = vi.fn<() => void>();
    (await deviceCamera.open(lost)).close();
    track.dispatchEvent(new Event('ended'));
    expect(lost).not.toHaveBeenCalled();
  });
});
