import { describe, expect, it } from 'vitest';
import { atHold, atPin, atSending, liveness, NOW, says, session, TYPED } from '../test/play.ts';
import type { Event } from './events.ts';

describe('the service', () => {
  it('is asked again for the same thing when there was no answer', () => {
    const play = atHold().do({ type: 'proved' }).fail('present', { from: 'network' });
    expect(play.state.outage).toMatchObject({ effect: { type: 'present' }, retryAt: NOW });
    expect(play.phase.name).toBe('hold');
    expect(play.do({ type: 'online' }).effects).toEqual([{ type: 'present', session }]);
    expect(play.state.outage).toBeNull();
  });

  it('is not asked before the time it names', () => {
    const play = atSending().fail('reserve', says('matcher-unavailable', { retryAfter: 5 }));
    expect(play.do({ type: 'retry' }).effects).toEqual([]);
    play.wait(5);
    expect(play.do({ type: 'retry' }).effects).toEqual([{ type: 'reserve', cardToken: 'g.h.i', liveness }]);
  });

  it('has the consent read again when its text has changed', () => {
    const play = atPin().do({ type: 'entered' }).fail('open-session', says('consent-outdated'));
    expect(play.phase).toEqual({ name: 'consent', outdated: true });
    expect(play.types()).toEqual(['ask-service']);
  });

  it.each([
    'certificate-revoked',
    'certificate-on-hold',
    'certificate-expired',
    'photo-unusable',
    'face-attempts-exhausted',
  ] as const)('ends the way with %s', (code) => {
    const play = atHold().do({ type: 'proved' }).fail('present', says(code));
    expect(play.phase).toMatchObject({ name: 'refused', trouble: { code }, resume: null });
    expect(play.forgotten()).toEqual(TYPED);
  });

  it('lets a card that it did not take be held again, with the numbers still there', () => {
    const play = atHold().do({ type: 'proved' }).fail('present', says('card-not-accepted'));
    expect(play.phase).toMatchObject({ name: 'refused', resume: 'tap' });
    expect(play.forgotten()).toEqual(['pin', 'card', 'frames']);
    expect(play.do({ type: 'retry' }).phase.name).toBe('tap');
  });

  it('answers a visit that is over to nobody', () => {
    const play = atHold();
    const { epoch } = play.state;
    play.do({ type: 'gone' });
    expect(play.phase).toMatchObject({ name: 'refused', trouble: { code: 'away' } });
    expect(play.do({ type: 'proved', epoch } as Event).phase.name).toBe('refused');
    expect(play.effects).toEqual([]);
  });
});
