import { describe, expect, it } from 'vitest';
import {
  claim,
  empty,
  looked,
  NOW,
  Play,
  playTo,
  present,
  proved,
  redemption,
  STAGES,
} from '../test/play.ts';
import { authorise, card, failed, write } from '../test/troubles.ts';
import type { Effect } from './effects.ts';

const authorised = { type: 'authorised', authorisation: 'x', record: 'r' } as const;

describe('a card that is lifted', () => {
  it.each(['pin', 'found', 'password', 'confirm'] as const)(
    'at %s costs nothing: it is put back and goes on',
    (screen) => {
      const play = playTo(screen).put(empty);
      expect(play.phase).toBe('put-back');
      expect(play.effects).toContainEqual({ type: 'forget', what: 'all' });
      play.put(present, looked);
      expect(play.phase).toBe('pin');
    },
  );
  it('after a claim is proved again and keeps its reservation', () => {
    const play = playTo('password').put(empty, present, looked, { type: 'entered' }, proved);
    expect(play.phase).toBe('password');
    expect(play.asked).not.toContain('claim');
  });
  it('while a claim is on its way gives that claim back, as a fresh proof cannot repeat it', () => {
    const play = playTo('pin').put({ type: 'entered' }, proved, empty);
    expect(play.asked).toContain('abort');
    expect(play.put(present).asked).toEqual(['open']);
  });
  it('before the write begins is not a torn write; afterwards it is, and the card is asked', () => {
    expect(playTo('writing').put(failed(authorise, card('link-lost'))).phase).toBe('put-back');
    const torn = playTo('writing').put(
      { type: 'authorised', authorisation: 'x', record: 'r' },
      failed(write, card('link-lost')),
      empty,
    );
    expect(torn.state.phase).toMatchObject({ name: 'settling', because: 'torn' });
    expect(torn.put(present).effects).toEqual([{ type: 'settle', redemption, only: 'begun' }]);
    const after = torn.put({
      type: 'settled',
      settled: { outcome: 'completed', reservationId: claim.reservationId, completedAt: NOW },
      begunFor: claim.reservationId,
      recorded: true,
      evidence: null,
    });
    expect(after.phase).toBe('done');
  });
  it('and was not written says so', () => {
    const torn = playTo('writing').put(
      { type: 'authorised', authorisation: 'x', record: 'r' },
      failed(write, card('link-lost')),
    );
    torn.put({
      type: 'settled',
      settled: { outcome: 'not-reset', reservationId: null, completedAt: null },
      begunFor: claim.reservationId,
      recorded: true,
      evidence: null,
    });
    expect(torn.phase).toBe('not-reset');
    expect(torn.state.unsettled).toBe(false);
  });
  /** What the card was reset for three weeks ago, and before that. */
  const EARLIER = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
  it.each(EARLIER)(
    'and names reservation %s, of an earlier reset, was not written at this visit',
    (earlier) => {
      const torn = playTo('writing').put(authorised, failed(write, card('link-lost')));
      const settled = { outcome: 'completed', reservationId: earlier, completedAt: NOW - 1_814_400 } as const;
      torn.put({
        type: 'settled',
        settled,
        begunFor: claim.reservationId,
        recorded: true,
        evidence: null,
      });
      expect(torn.phase).toBe('not-reset');
      expect(torn.state.visit?.recorded).toBe(false);
    },
  );
  it.each([
    [claim.reservationId, 'done'],
    [EARLIER[0]!, 'not-reset'],
  ])('in an earlier life of the page names %s: %s', (reservationId, phase) => {
    const play = new Play().put(
      { type: 'started', thumbprint: 't', unsettled: true, waiting: 0 },
      present,
      ...STAGES.menu.slice(2),
    );
    play.put({
      type: 'settled',
      settled: { outcome: 'completed', reservationId, completedAt: NOW },
      begunFor: claim.reservationId,
      recorded: true,
      evidence: null,
    });
    expect(play.phase).toBe(phase);
  });
  it('of somebody else settles nothing', () => {
    const torn = playTo('writing').put(
      { type: 'authorised', authorisation: 'x', record: 'r' },
      failed(write, card('link-lost')),
    );
    const settle: Effect = { type: 'settle', redemption, only: 'begun' };
    torn.put(failed(settle, { from: 'kiosk', code: 'another-card' }));
    expect(torn.state.phase).toMatchObject({ name: 'settling', another: true, asking: false });
  });
});

describe('a restart', () => {
  it('asks a card that lies there how the write ended', () => {
    const play = new Play().put(
      { type: 'started', thumbprint: 't', unsettled: true, waiting: 0 },
      present,
      ...STAGES.menu.slice(2),
    );
    expect(play.state.phase).toMatchObject({ name: 'settling', because: 'restart' });
    expect(play.effects).toContainEqual({ type: 'settle', redemption: null, only: 'begun' });
  });
  it('with no card there asks when that card comes', () => {
    const play = playTo('place-card').put(present, { type: 'opened', redemption }, {
      ...looked,
      unsettled: true,
    } as never);
    expect(play.state.phase).toMatchObject({ name: 'settling', because: 'restart' });
  });
});
