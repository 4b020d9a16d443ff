import { describe, expect, it } from 'vitest';
import { atHold, atReceipt, atTap, card, view, Play } from '../test/play.ts';
import { NO_ERRANDS } from '../test/fake-world.ts';
import type { ResultEvent, Event } from '../state/events.ts';
import { isSlow } from '../state/tap.ts';
import { endKept } from './end-kept.ts';
import { endReminders } from './end-reminders.ts';
import { soundCard, type Tone } from './tones.ts';

/** A store over a play, for what watches one. */
function storeOf(play: Play) {
  const listeners: (() => void)[] = [];
  return {
    state: () => play.state,
    watch: (listener: () => void) => (listeners.push(listener), () => {}),
    do: (...events: (Event | ResultEvent)[]) => {
      for (const event of events) {
        play.do(event);
        for (const listener of listeners) listener();
      }
    },
  };
}

describe('tones', () => {
  it('say that a card was found, and that it may go', () => {
    const heard: Tone[] = [];
    const look = storeOf(atTap());
    soundCard(look, (tone) => heard.push(tone));
    const present = { type: 'reader', reader: 'present' } as const;
    look.do(present, { type: 'tick' }, { type: 'looked', userPinTries: 3, obstacle: null });
    expect(heard).toEqual(['found', 'done']);
    heard.length = 0;
    const hold = storeOf(atHold());
    soundCard(hold, (tone) => heard.push(tone));
    hold.do(present, { type: 'step', step: 'sign' }, { type: 'proved' }, { type: 'presented', card });
    expect(heard).toEqual(['found', 'done']);
  });
});

describe('a card that is not found', () => {
  it.each([
    ['at the first tap', atTap],
    ['at the second', () => atHold()],
  ])('is looked for elsewhere after ten seconds, %s', (_when, begin) => {
    const play = begin();
    expect(isSlow(play.wait(9).state)).toBe(false);
    expect(isSlow(play.wait(1).state)).toBe(true);
    expect(isSlow(play.do({ type: 'reader', reader: 'present' }).state)).toBe(false);
  });
});

describe('reminders', () => {
  it('end with their reservation, and with the phone that leaves it', () => {
    const reminded: unknown[] = [];
    const errands = { ...NO_ERRANDS, remind: (reminders: unknown) => void reminded.push(reminders) };
    const store = storeOf(atReceipt());
    endReminders(store, () => errands);
    store.do({ type: 'tick' }, { type: 'polled', view });
    expect(reminded).toEqual([]);
    store.do({ type: 'polled', view: { ...view, status: 'completed' } }, { type: 'tick' });
    expect(reminded).toEqual([[]]);
  });
});

describe('what the app shows without the page', () => {
  it.each(['completed', 'cancelled', 'superseded', 'expired'] as const)(
    'is nothing once it is %s',
    (status) => {
      const kept: unknown[] = [];
      const errands = { ...NO_ERRANDS, keep: (receipt: unknown) => void kept.push(receipt) };
      const store = storeOf(atReceipt());
      endKept(store, () => errands);
      store.do({ type: 'tick' }, { type: 'polled', view });
      expect(kept).toEqual([]);
      store.do({ type: 'polled', view: { ...view, status } }, { type: 'tick' });
      expect(kept).toEqual([null]);
    },
  );
  it('is nothing where the phone begins without a reservation', () => {
    const kept: unknown[] = [];
    const errands = { ...NO_ERRANDS, keep: (receipt: unknown) => void kept.push(receipt) };
    const store = storeOf(new Play());
    endKept(store, () => errands);
    store.do({ type: 'started', kept: null, kind: 'shell' }, { type: 'tick' });
    expect(kept).toEqual([null]);
  });
});
