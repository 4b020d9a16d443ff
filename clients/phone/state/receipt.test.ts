import { describe, expect, it } from 'vitest';
import { atReceipt, view } from '../test/play.ts';
import { endedBy, isEnded, statusOf } from './receipt.ts';

describe('the receipt', () => {
  it('asks once a minute while it is looked at', () => {
    const play = atReceipt().wait(0);
    expect(play.types()).toEqual(['poll']);
    expect(play.wait(59).types()).toEqual([]);
    expect(play.wait(1).types()).toEqual(['poll']);
    expect(play.do({ type: 'hidden' }).wait(60).types()).toEqual([]);
    expect(play.do({ type: 'shown' }).wait(0).types()).toEqual(['poll']);
  });

  it('asks at most six times in a visit to a kiosk, and once a minute after it', () => {
    const play = atReceipt().wait(0).do({ type: 'at-kiosk' });
    const asked = [...play.types()];
    for (let second = 1; second <= 100; second++) asked.push(...play.wait(1).types());
    expect(asked).toHaveLength(6);
    expect(play.wait(59).types()).toEqual([]);
  });

  it('shows the match code, and asks six times quickly while a kiosk is at work', () => {
    const claimed = { type: 'polled', view: { ...view, status: 'claimed', matchCode: 'K7QX' } } as const;
    const play = atReceipt().wait(0).do(claimed);
    expect(play.state.reservation?.matchCode).toBe('K7QX');
    const asked: number[] = [];
    for (let second = 1; second <= 120; second++)
      if (play.wait(1).types().includes('poll')) {
        asked.push(second);
        play.do(claimed);
      }
    expect(asked).toEqual([10, 20, 30, 40, 50, 60, 120]);
    play.do({ type: 'polled', view });
    expect(play.wait(59).types()).toEqual([]);
    expect(play.wait(1).types()).toEqual(['poll']);
  });

  it('leads to a new reservation with one touch, and forgets one that has ended', () => {
    const play = atReceipt().do({ type: 'begin' });
    expect(play.phase.name).toBe('consent');
    expect(play.forgotten()).not.toContain('kept');
    const ended = atReceipt().do({ type: 'polled', view: { ...view, status: 'expired' } }, { type: 'begin' });
    expect([ended.phase.name, ended.state.reservation]).toEqual(['consent', null]);
    expect(ended.forgotten()).toContain('kept');
  });

  it('tells a record that the service lost from a time that ran out, and forgets it as well', () => {
    const gone = endedBy('reservation-lost')!;
    expect([gone, endedBy('reservation-expired')]).toEqual(['lost', 'expired']);
    const play = atReceipt().do({ type: 'polled', view: { ...view, status: gone } });
    expect(isEnded(play.state)).toBe(true);
    expect(play.do({ type: 'leave' }).forgotten()).toContain('kept');
  });

  it('knows that it has run out without asking', () => {
    const play = atReceipt().do({ type: 'out-of-touch' });
    expect(statusOf(play.state)).toBe('reserved');
    play.wait(86_401);
    expect(statusOf(play.state)).toBe('expired');
    expect(play.types()).toEqual([]);
  });

  it('cancels only after asking, and stays when the service cannot be reached', () => {
    const play = atReceipt().do({ type: 'sure' });
    expect(play.effects).toEqual([]);
    play.do({ type: 'cancel' }, { type: 'keep' }, { type: 'cancel' }, { type: 'sure' });
    expect(play.types()).toEqual(['cancel']);
    play.fail('cancel', { from: 'network' }).do({ type: 'leave' });
    expect(play.phase).toEqual({ name: 'receipt', cancelling: 'no' });
    expect(isEnded(play.state)).toBe(false);
  });

  it('forgets the kept reservation when it has ended and was read', () => {
    const play = atReceipt().do({ type: 'leave' });
    expect(play.phase.name).toBe('receipt');
    play.do({ type: 'polled', view: { ...view, status: 'completed' } }, { type: 'leave' });
    expect(play.phase.name).toBe('welcome');
    expect(play.forgotten()).toContain('kept');
    expect(play.state.reservation).toBeNull();
  });
});
