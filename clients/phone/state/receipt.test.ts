import { describe, expect, it } from 'vitest';
import { atReceipt, view } from '../test/play.ts';
import { isEnded, statusOf } from './receipt.ts';

describe('the receipt', () => {
  it('asks every five seconds while it is looked at, and shows the match code', () => {
    const play = atReceipt().wait(0);
    expect(play.types()).toEqual(['poll']);
    play.do({ type: 'polled', view: { ...view, status: 'claimed', matchCode: 'K7QX' } });
    expect(play.state.reservation?.matchCode).toBe('K7QX');
    expect(play.wait(4).types()).toEqual([]);
    expect(play.wait(1).types()).toEqual(['poll']);
    expect(play.do({ type: 'hidden' }).wait(60).types()).toEqual([]);
    expect(play.do({ type: 'shown' }).wait(0).types()).toEqual(['poll']);
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
