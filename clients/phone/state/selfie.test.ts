import { describe, expect, it } from 'vitest';
import { atSelfie, atSending, liveness, says } from '../test/play.ts';

describe('the face', () => {
  it.each(['face-unusable', 'face-not-live', 'face-no-match'] as const)(
    'may be tried again at once after %s, with a new challenge and without the card',
    (code) => {
      const play = atSending().fail('reserve', says(code, { triesLeft: 4 }));
      expect(play.phase).toMatchObject({ name: 'selfie', stage: 'ready', trouble: { code } });
      expect(play.forgotten()).toEqual(['frames']);
      expect(play.do({ type: 'retry' }).effects).toEqual([{ type: 'challenge', cardToken: 'g.h.i' }]);
      expect(play.do({ type: 'challenged', liveness }).phase).toMatchObject({ stage: 'shooting' });
    },
  );

  it('waits as long as the service says', () => {
    const play = atSending().fail('reserve', says('face-attempts-paused', { retryAfter: 30 }));
    expect(play.do({ type: 'retry' }).effects).toEqual([]);
    play.wait(30);
    expect(play.do({ type: 'retry' }).types()).toEqual(['challenge']);
  });

  it('asks for a new challenge when the first has nearly run out', () => {
    const play = atSelfie();
    play.wait(61);
    expect(play.do({ type: 'shoot' }).types()).toEqual(['challenge']);
  });

  it('goes back to the card only when the card token has run out too', () => {
    const play = atSending().fail('reserve', says('token-refused'));
    expect(play.phase).toMatchObject({ name: 'selfie', trouble: { code: 'face-slow' } });
    play.do({ type: 'retry' }).fail('challenge', says('token-refused'));
    expect(play.phase).toMatchObject({ name: 'refused', resume: 'tap' });
  });

  it('says what is wrong with the camera, and may be tried again', () => {
    const play = atSelfie().do({ type: 'shoot' }, { type: 'not-captured', code: 'camera-denied' });
    expect(play.phase).toMatchObject({ stage: 'ready', trouble: { code: 'camera-denied' } });
    expect(play.do({ type: 'retry' }).phase).toMatchObject({ stage: 'shooting' });
  });
});

describe('the movements asked for', () => {
  it('end on the screen when their time is over, and cost nothing', () => {
    const play = atSelfie().do({ type: 'shoot' }).wait(110);
    expect(play.phase).toMatchObject({ stage: 'shooting' });
    expect(play.wait(10).phase).toMatchObject({ stage: 'ready', trouble: { code: 'face-slow' } });
    expect(play.forgotten()).toEqual(['frames']);
    expect(play.do({ type: 'shoot' }).types()).toEqual(['challenge']);
  });

  it('are begun again after a call in the middle', () => {
    const play = atSelfie().do({ type: 'shoot' }, { type: 'not-captured', code: 'camera-lost' });
    expect(play.phase).toMatchObject({ stage: 'ready', trouble: { code: 'camera-lost' } });
    expect(play.do({ type: 'captured' }).effects).toEqual([]);
  });
});
