import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { machineAround } from './embedding.ts';
import { initialState } from './state.ts';
import type { Phase } from './state/types.ts';
import type { Store } from './store.ts';

const MENU = 'https://menu.example';
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A frame in a page of `around`, and what that page is told. */
function frameIn(...around: string[]) {
  const told: string[] = [];
  const parent = {
    postMessage: ({ outcome }: { outcome: string }, to: string) => void told.push(`${outcome} ${to}`),
  };
  let listener: (event: { source: unknown; data: unknown }) => void = () => undefined;
  const addEventListener = (_: string, listen: typeof listener) => void (listener = listen);
  const frame = { parent, addEventListener, location: { ancestorOrigins: around } };
  const machine = machineAround(frame as unknown as Window);
  const say = (data: unknown, source: unknown = parent) => listener({ source, data });
  return { machine, told, say };
}

/** A kiosk whose phases the test sets; what it was asked for. */
function kioskAt(name: string) {
  const asked: unknown[] = [];
  let watcher = () => undefined as void;
  let phase = { name } as Phase;
  const store = {
    state: () => ({ ...initialState(0, '0.0.0'), phase }),
    dispatch: (event: { type: string }) => void asked.push(event),
    watch: (listener: () => void) => ((watcher = listener), () => undefined),
  } as unknown as Store;
  const become = (next: string): void => {
    phase = { name: next } as Phase;
    watcher();
  };
  return { store, asked, become };
}
const begun = (language: string) => [{ type: 'settings', settings: { language } }, { type: 'begin' }];
const START = { kaijo: 'start', language: 'en' };

it('is nothing to a page that is in no frame', () => {
  const { told, say } = frameIn();
  say(START);
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([]);
});
it('begins once the kiosk is ready, and says what came of it', () => {
  const { machine, told, say } = frameIn(MENU);
  const { store, asked, become } = kioskAt('starting');
  say(START);
  machine.attach(store);
  expect(asked).toEqual([]);
  become('menu');
  expect(asked).toEqual(begun('en'));
  for (const name of ['consent', 'pin', 'done', 'receipt']) become(name);
  vi.advanceTimersByTime(600_000);
  expect(told).toEqual([]);
  become('menu');
  expect(told).toEqual([`done ${MENU}`]);
  say({ kaijo: 'start', language: '<b>' });
  expect(asked.slice(2)).toEqual(begun('ja'));
  for (const name of ['consent', 'menu']) become(name);
  expect(told.slice(1)).toEqual([`not-done ${MENU}`]);
});
it('answers a second start in a visit with the end of that visit', () => {
  const { machine, told, say } = frameIn(MENU);
  const { store, asked, become } = kioskAt('menu');
  machine.attach(store);
  say(START);
  become('consent');
  say(START);
  vi.advanceTimersByTime(600_000);
  expect([asked, told]).toEqual([begun('en'), []]);
  become('menu');
  expect([asked, told]).toEqual([begun('en'), [`not-done ${MENU}`]]);
});
it.each(['out-of-service', 'enrol', 'pending'])('is not available at %s', (name) => {
  const { machine, told, say } = frameIn(MENU);
  machine.attach(kioskAt(name).store);
  say(START);
  expect(told).toEqual([`unavailable ${MENU}`]);
});
it('is not available after a while where there is no kiosk', () => {
  const { told, say } = frameIn(MENU);
  say(START);
  vi.advanceTimersByTime(19_000);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(2_000);
  expect(told).toEqual([`unavailable ${MENU}`]);
});
it('listens to the page around alone, and to nothing but a start', () => {
  const { machine, told, say } = frameIn(MENU);
  const { store, asked } = kioskAt('menu');
  machine.attach(store);
  say(START, {});
  for (const data of [null, 'start', 1, {}, { kaijo: 'finished' }, [START]]) say(data);
  expect([asked, told]).toEqual([[], []]);
});
