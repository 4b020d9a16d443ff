import { describe, expect, it } from 'vitest';
import { atHold, atSelfie, atSending, card, liveness, NOW, says, session } from '../test/play.ts';

const longer = (by: number) => ({ cardToken: 'n.e.w', expiresAt: NOW + by, renewableUntil: NOW + 3_600 });

describe('what was read of the card', () => {
  it('is over after ten minutes, and the numbers, which were overwritten, are asked for again', () => {
    const play = atSelfie().wait(630);
    expect(play.phase).toMatchObject({ name: 'refused', trouble: { code: 'time-passed' }, resume: 'tap' });
    expect(play.do({ type: 'retry' }).phase).toMatchObject({ name: 'numbers', field: 'birth' });
  });

  it('is worth more when the person asks for it, without the card', () => {
    const play = atSelfie().wait(500).do({ type: 'more-time' });
    expect(play.effects).toEqual([{ type: 'renew', cardToken: card.cardToken }]);
    expect(play.do({ type: 'more-time' }).effects).toEqual([]);
    play.do({ type: 'renewed', reading: longer(1_100) }).wait(200);
    expect(play.phase).toMatchObject({ name: 'selfie', stage: 'ready' });
  });

  it('is renewed before the camera begins, when it would end in the middle', () => {
    const play = atSelfie().wait(500).do({ type: 'shoot' });
    expect(play.types()).toEqual(['renew']);
    expect(play.do({ type: 'renewed', reading: longer(1_100) }).effects).toEqual([
      { type: 'challenge', cardToken: 'n.e.w' },
    ]);
    expect(play.do({ type: 'challenged', liveness }).phase).toMatchObject({ stage: 'shooting' });
  });

  it('outlives a pause of the face check', () => {
    const play = atSending().fail('reserve', says('face-attempts-paused', { retryAfter: 900 }));
    expect(play.wait(430).types()).toEqual(['renew']);
    play.do({ type: 'renewed', reading: longer(1_030) }).wait(430);
    expect(play.types()).toEqual(['renew']);
    play.do({ type: 'renewed', reading: longer(1_460) }).wait(41);
    expect(play.do({ type: 'retry' }).types()).toEqual(['challenge']);
  });

  it('is asked for again after a pause that no renewal outlives', () => {
    const play = atSending().fail('reserve', says('challenges-paused', { retryAfter: 3_600 }));
    expect(play.phase).toMatchObject({ name: 'refused', resume: 'tap' });
    expect(play.do({ type: 'retry' }).phase.name).toBe('refused');
    expect(play.wait(3_600).do({ type: 'retry' }).phase.name).toBe('numbers');
  });

  it('says when more time did not come, and the pause stays a pause', () => {
    const network = { from: 'network' } as const;
    const play = atSelfie().wait(500).do({ type: 'more-time' }).fail('renew', network);
    expect(play.phase).toMatchObject({ stage: 'ready', trouble: network });
    const paused = atSending().fail('reserve', says('face-attempts-paused', { retryAfter: 900 }));
    paused.wait(430).fail('renew', network);
    expect(paused.do({ type: 'retry' }).effects).toEqual([]);
  });
});

describe('a session', () => {
  const away = { from: 'card', code: 'link-lost', reference: null, triesLeft: null } as const;

  it('is opened anew for a card that comes back when it is nearly over', () => {
    const play = atHold().fail('prove', away).wait(570).do({ type: 'next' });
    expect(play.types()).toEqual(['open-session']);
    expect(play.do({ type: 'opened', session: { ...session, expiresAt: NOW + 1_200 } }).types()).toEqual([
      'prove',
    ]);
  });

  it('is given up with the way back, and its answer counts no more', () => {
    const play = atHold().do({ type: 'back' });
    expect(play.types()).toEqual(['forget', 'stop-reading']);
    play.do({ type: 'entered' }, { type: 'proved', epoch: play.state.epoch - 1 });
    expect(play.phase).toMatchObject({ name: 'hold', stage: 'opening' });
  });
});
