import { describe, expect, it } from 'vitest';
import { claim, empty, looked, playTo, present, proved, redemption, type Input } from '../test/play.ts';
import { claimEffect, failed, network } from '../test/troubles.ts';
import { countdown } from './idle.ts';

describe('nobody there', () => {
  it.each(['consent', 'pin', 'found', 'password', 'confirm'] as const)(
    '%s counts down, and then wipes',
    (screen) => {
      const play = playTo(screen);
      play.wait(screen === 'pin' ? 60 : 90);
      expect(countdown(play.state)).toBe(30);
      play.put({ type: 'touch' });
      expect(countdown(play.state)).toBeNull();
      play.wait(screen === 'pin' ? 90 : 120);
      expect(play.effects).toContainEqual({ type: 'forget', what: 'all' });
      expect(play.state.visit).toBeNull();
      expect(play.phase).toBe(screen === 'consent' ? 'menu' : 'take-card');
      expect(play.asked.includes('abort')).toBe(screen !== 'consent' && screen !== 'pin');
    },
  );
  it('an answer to a visit that is over changes nothing in the next one', () => {
    const play = playTo('pin').put({ type: 'entered' }, proved);
    const late = { type: 'claimed', claim, epoch: play.state.epoch } as const;
    play.put(failed(claimEffect, network), { type: 'cancel' }, empty);
    play.put({ type: 'begin' }, { type: 'agree' }, present, { type: 'opened', redemption }, looked);
    expect(play.put(late).phase).toBe('pin');
    expect(play.put({ ...late, epoch: play.state.epoch } as Input).phase).toBe('found');
  });
});
