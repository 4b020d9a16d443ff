import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { World } from '../ports.ts';
import { createPhoneStore } from '../store.ts';
import { fakeWorld } from '../test/fake-world.ts';
import { service } from '../test/play.ts';

const never = () => new Promise<never>(() => {});
const fails = () => Promise.reject(new Error('no'));
const throws = (): never => {
  throw new Error('no');
};

type Fault = [what: string, change: (world: World) => void, arrives: object];

const WELCOME = { name: 'welcome' };
const RELOAD = { name: 'refused', trouble: { from: 'phone', code: 'not-started' }, resume: 'reload' };
const MISSING = { name: 'refused', trouble: { from: 'phone', code: 'part-missing' }, resume: 'reload' };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a start', () => {
  const faults: Fault[] = [
    ['a place to keep things that fails', ({ keeper }) => (keeper.load = fails), WELCOME],
    ['one that never answers', ({ keeper }) => (keeper.load = never), WELCOME],
    ['a reader that fails', (world) => (world.findReader = fails), RELOAD],
    ['one that throws', (world) => (world.findReader = throws), RELOAD],
    ['one that never answers', (world) => (world.findReader = never), RELOAD],
  ];
  it.each(faults)('ends in words and a way on with %s', async (_what, change, arrives) => {
    const { world } = fakeWorld();
    change(world);
    const store = createPhoneStore(world);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(store.state().phase).toMatchObject(arrives);
  });

  it('fetches the app again where nothing else helps', async () => {
    const { world } = fakeWorld();
    world.findReader = fails;
    world.reload = vi.fn<() => void>();
    const store = createPhoneStore(world);
    await vi.advanceTimersByTimeAsync(10_000);
    store.dispatch({ type: 'retry' });
    expect(world.reload).toHaveBeenCalledOnce();
  });
});

describe('the part of the app that talks to cards', () => {
  it.each([
    ['is gone', fails],
    ['never comes', never],
  ])('is told of when it %s, and is not kept as a failure', async (_what, desk) => {
    const { world } = fakeWorld();
    world.desk = desk;
    const store = createPhoneStore(world);
    await vi.advanceTimersByTimeAsync(10);
    store.dispatch({ type: 'heard', service });
    for (const type of ['begin', 'agree', 'next', 'entered', 'entered', 'entered', 'next'] as const)
      store.dispatch({ type });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(store.state().phase).toMatchObject(MISSING);
    expect(world.holding.desk).toBeNull();
  });
});
