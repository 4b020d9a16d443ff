import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineState } from '../state/types.ts';
import { createWorkerEngine } from './engine.ts';

/** A worker that says what it is told to say. */
class FakeWorker extends EventTarget {
  static last: FakeWorker;
  static refused = false;
  asked = 0;
  constructor() {
    super();
    if (FakeWorker.refused) throw new Error('no workers here');
    FakeWorker.last = this;
  }
  say(data: unknown) {
    this.dispatchEvent(Object.assign(new Event('message'), { data }));
  }
  postMessage() {
    this.asked += 1;
  }
  terminate() {}
}

const picture = { data: new Uint8ClampedArray(4) } as unknown as ImageData;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('location', { href: 'https://kaijo.example/', origin: 'https://kaijo.example' });
  FakeWorker.refused = false;
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function loading() {
  const told: EngineState[] = [];
  const engine = createWorkerEngine();
  engine.load((state) => told.push(state));
  return { engine, told, last: () => told.at(-1)!.name };
}

describe('the engine', () => {
  it('is given up when nothing of it comes any more, and can be loaded again', () => {
    const { engine, told, last } = loading();
    FakeWorker.last.say({ type: 'progress', share: 0.4 });
    vi.advanceTimersByTime(29_000);
    expect(last()).toBe('loading');
    vi.advanceTimersByTime(2_000);
    expect(last()).toBe('failed');
    engine.load((state) => told.push(state));
    FakeWorker.last.say({ type: 'progress', share: 1 });
    expect(last()).toBe('ready');
  });

  it.each([
    ['cannot be made', () => (FakeWorker.refused = true), () => {}],
    ['says that it failed', () => {}, () => FakeWorker.last.say({ type: 'failed' })],
    ['breaks', () => {}, () => FakeWorker.last.dispatchEvent(new Event('error'))],
  ])('that %s leaves the pictures to the person', (_what, before, after) => {
    before();
    const { last } = loading();
    after();
    expect(last()).toBe('failed');
  });

  it('answers each look in time, or says that it saw nothing', async () => {
    const { engine } = loading();
    FakeWorker.last.say({ type: 'progress', share: 1 });
    const looking = engine.look(picture);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await looking).toBeNull();
  });
});
