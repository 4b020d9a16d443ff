import { describe, expect, it } from 'vitest';
import type { ProblemCode } from '#schema/contract/problem.ts';
import { claim, empty, NOW, Play, playTo, present, proved, redemption } from '../test/play.ts';
import { authorise, claimEffect, failed, network, service } from '../test/troubles.ts';
import type { Effect } from './effects.ts';

describe('refusals', () => {
  it.each<ProblemCode>([
    'no-reservation',
    'reservation-expired',
    'kiosk-closed',
    'kiosk-revoked',
    'certificate-revoked',
    'certificate-on-hold',
  ])('%s ends the visit with its own screen and gives the claim back', (code) => {
    const play = playTo('pin').put({ type: 'entered' }, proved, failed(claimEffect, service(code)));
    expect(play.state.phase).toEqual({ name: 'refused', trouble: service(code) });
    expect(play.asked).toContain('abort');
    expect(play.effects).toContainEqual({ type: 'forget', what: 'all' });
  });
  it('a kiosk that was revoked greets nobody after this person', () => {
    const play = playTo('pin').put(
      { type: 'entered' },
      proved,
      failed(claimEffect, service('kiosk-revoked')),
    );
    play.put({ type: 'cancel' }, empty);
    expect(play.state.phase).toEqual({ name: 'out-of-service', why: 'revoked' });
  });
  it.each(['reservation-in-use', 'reservation-ended'] as const)(
    '%s asks the card whether it is an unfinished visit of this person',
    (code) => {
      const refused = () =>
        playTo('pin').put({ type: 'entered' }, proved, failed(claimEffect, service(code)));
      const settled = (completedAt: number) => ({
        type: 'settled' as const,
        settled: { outcome: 'completed' as const, reservationId: claim.reservationId, completedAt },
        begunFor: null,
        recorded: true,
        evidence: null,
      });
      expect(refused().effects).toContainEqual({ type: 'settle', redemption, only: 'any' });
      expect(refused().put(settled(NOW - 60)).phase).toBe('done');
      const longAgo = refused().put(settled(NOW - 3_600));
      expect(longAgo.state.phase).toMatchObject({ name: 'refused', trouble: { code } });
    },
  );
  it('a visit is over when its hold on the reservation is, and not before', () => {
    const play = playTo('password');
    const type = (seconds: number) => {
      for (let passed = 0; passed < seconds; passed += 20) play.put({ type: 'touch' }).wait(20);
    };
    type(280);
    expect(play.phase).toBe('password');
    play.put({ type: 'renewed', leaseUntil: claim.leaseUntil + 300 });
    type(300);
    expect(play.phase).toBe('password');
    type(40);
    expect(play.state.phase).toMatchObject({ name: 'refused', trouble: { code: 'claim-lapsed' } });
  });
});

describe('a lease that could not be lengthened', () => {
  const renew: Effect = { type: 'renew', redemption };
  const refusal = failed(renew, service('claim-lapsed'));

  it('ends the visit while the password is typed', () =>
    expect(playTo('password').put(refusal).phase).toBe('refused'));
  it('changes nothing once the card may be writing: what the card says counts', () => {
    const play = playTo('writing');
    const { phase } = play.state;
    expect(play.put(refusal).state.phase).toEqual(phase);
    expect(play.asked).not.toContain('abort');
  });
});

describe('the network', () => {
  const calls: [string, () => Play, Effect][] = [
    ['open', () => playTo('place-card').put(present), { type: 'open' }],
    ['claim', () => playTo('pin').put({ type: 'entered' }, proved), claimEffect],
    ['authorise', () => playTo('writing'), authorise],
  ];
  it.each(calls)('%s is made again by itself and by hand, and then goes on', (_name, play, effect) => {
    const kiosk = play().put(failed(effect, network));
    const { phase } = kiosk.state;
    expect(kiosk.state.outage).toMatchObject({ effect, tries: 1 });
    expect(kiosk.wait(3).effects).toContainEqual(effect);
    expect(kiosk.put({ type: 'retry' }).effects).toEqual([effect]);
    expect(kiosk.state.phase).toEqual(phase);
  });
  it.each(calls)('%s may be given up while it is down', (_name, play, effect) => {
    const kiosk = play().put(failed(effect, network), { type: 'cancel' });
    expect(kiosk.phase).toBe('take-card');
    expect(kiosk.effects).toContainEqual({ type: 'forget', what: 'all' });
  });
  it('offers receipts again while they wait, also in the middle of another visit', () => {
    const play = playTo('consent').put({ type: 'flushed', taken: [], waiting: 1, pending: 1 });
    expect(play.wait(12).asked.filter((asked) => asked === 'flush')).toHaveLength(3);
    expect(play.put({ type: 'online' }).asked).toEqual(['hear', 'flush']);
  });
});
