import { describe, expect, it } from 'vitest';
import type { Event } from './state/events.ts';
import { isEnded, statusOf } from './state/receipt.ts';
import {
  atHold,
  atNumbers,
  atPin,
  atReceipt,
  atSelfie,
  atSending,
  atTap,
  atWelcome,
  card,
  liveness,
  NOW,
  Play,
  says,
  service,
  session,
  view,
} from './test/play.ts';

const TYPED = ['pin', 'numbers', 'card', 'frames'];

describe('the way to a reservation', () => {
  it('asks the world for one thing after the other', () => {
    const play = atWelcome();
    expect(play.types()).toEqual(['ask-service']);
    expect(atNumbers().types()).toEqual(['load-engine']);
    expect(atTap().do({ type: 'next' }).types()).toEqual(['look']);
    expect(atPin().do({ type: 'entered' }).effects).toEqual([
      { type: 'open-session', consentVersion: '2026-11' },
    ]);
    expect(atHold().effects).toEqual([
      { type: 'prove', session, confirmLastPin: false, confirmLastNumbers: false },
    ]);
    expect(atHold().do({ type: 'proved' }).types()).toEqual(['forget', 'present']);
    expect(atSending().effects).toEqual([{ type: 'reserve', cardToken: card.cardToken, liveness }]);
    expect(atReceipt().state.reservation).toEqual(view);
  });

  it('overwrites the PIN once the card has proved itself, and the rest once it was sent', () => {
    expect(atHold().do({ type: 'proved' }).forgotten()).toEqual(['pin']);
    expect(atHold().do({ type: 'proved' }, { type: 'presented', card }).forgotten()).toEqual([
      'numbers',
      'card',
    ]);
    expect(atSending().do({ type: 'reserved', view, saved: true }).forgotten()).toEqual(TYPED);
  });

  it('opens with the reservation that was kept', () => {
    const play = new Play().do({ type: 'started', kept: view, kind: 'none' });
    expect(play.phase.name).toBe('receipt');
    expect(play.wait(0).types()).toEqual(['poll']);
  });

  it('does not begin where no card can be read or no reservation is taken', () => {
    const none = new Play().do({ type: 'started', kept: null, kind: 'none' });
    none.do({ type: 'heard', service }, { type: 'begin' }, { type: 'agree' }, { type: 'next' });
    expect(none.phase.name).toBe('check');
    const closed = { ...service, phone: { open: false, until: null, reason: 'maintenance' as const } };
    const shut = atWelcome().do({ type: 'heard', service: closed }, { type: 'begin' }, { type: 'agree' });
    expect(shut.do({ type: 'next' }).phase.name).toBe('check');
  });

  it('goes back one screen at a time, and overwrites numbers when they are left', () => {
    const play = atTap().do({ type: 'back' });
    expect(play.phase).toMatchObject({ name: 'numbers', field: 'code' });
    play.do({ type: 'back' }, { type: 'back' }, { type: 'back' });
    expect(play.phase.name).toBe('check');
    expect(play.forgotten()).toEqual(['numbers']);
  });
});

describe('the first tap', () => {
  it.each(['no-signature-certificate', 'certificate-expired', 'pin-blocked', 'not-supported'] as const)(
    'ends with the reason at %s, and nothing is spent or kept',
    (obstacle) => {
      const play = atTap().do({ type: 'next' }, { type: 'looked', userPinTries: 3, obstacle });
      expect(play.phase).toEqual({
        name: 'refused',
        trouble: { from: 'precheck', obstacle },
        resume: null,
      });
      expect(play.forgotten()).toEqual(TYPED);
    },
  );

  it('waits for the card again when it went away, and begins by itself when a reader sees one', () => {
    const away = { from: 'card', code: 'card-removed', reference: null, triesLeft: null } as const;
    const play = atTap().do({ type: 'next' }).fail('look', away);
    expect(play.phase).toEqual({ name: 'tap', busy: false, trouble: away });
    expect(play.do({ type: 'reader', reader: 'present' }).types()).toEqual(['look']);
    expect(play.do({ type: 'reader', reader: 'present' }).types()).toEqual([]);
  });
});

describe('the PIN', () => {
  const wrong = (triesLeft: number) =>
    ({ from: 'card', code: 'pin-wrong', reference: 'user-pin', triesLeft }) as const;

  it('is asked for again with the tries that are left', () => {
    const play = atHold().fail('prove', wrong(2));
    expect(play.phase).toEqual({ name: 'pin', wrong: true, guard: false });
    expect(play.state.visit.userPinTries).toBe(2);
    expect(play.forgotten()).toEqual(['pin']);
  });

  it('is not taken for the last try before the person says that they are sure', () => {
    const play = atHold().fail('prove', wrong(1));
    expect(play.phase).toEqual({ name: 'pin', wrong: true, guard: true });
    expect(play.do({ type: 'entered' }).effects).toEqual([]);
    play.do({ type: 'sure' }, { type: 'entered' }, { type: 'opened', session });
    expect(play.effects).toEqual([
      { type: 'prove', session, confirmLastPin: true, confirmLastNumbers: false },
    ]);
  });

  it('ends at the office when it is blocked', () => {
    expect(atHold(1).fail('prove', wrong(0)).phase).toMatchObject({
      name: 'refused',
      trouble: { code: 'pin-blocked' },
      resume: null,
    });
  });

  it('survives a card that slipped away, and is overwritten when the person goes back', () => {
    const away = { from: 'card', code: 'link-lost', reference: null, triesLeft: null } as const;
    const play = atHold().fail('prove', away);
    expect(play.phase).toMatchObject({ name: 'hold', trouble: away });
    expect(play.forgotten()).toEqual([]);
    expect(play.do({ type: 'next' }).types()).toEqual(['prove']);
    expect(play.fail('prove', away).do({ type: 'back' }).forgotten()).toEqual(['pin']);
  });
});

describe('the numbers of the card', () => {
  const wrong = (triesLeft: number) =>
    ({ from: 'card', code: 'pin-wrong', reference: 'matching-number', triesLeft }) as const;

  it('are asked for again when the card does not take them', () => {
    const play = atHold().fail('prove', wrong(9));
    expect(play.phase).toMatchObject({ name: 'numbers', field: 'birth', wrong: { triesLeft: 9 } });
    expect(play.forgotten()).toEqual(['numbers', 'pin']);
  });

  it('may be tried a last time by somebody who was told that it is the last', () => {
    const play = atHold().fail('prove', { ...wrong(1), code: 'pin-last-try' });
    expect(play.phase).toMatchObject({ name: 'numbers', wrong: { code: 'pin-last-try' } });
    play.do({ type: 'entered' }, { type: 'entered' }, { type: 'entered' }, { type: 'next' });
    play.do({ type: 'looked', userPinTries: 3, obstacle: null }, { type: 'entered' });
    play.do({ type: 'opened', session });
    expect(play.effects).toMatchObject([{ type: 'prove', confirmLastPin: false, confirmLastNumbers: true }]);
  });

  it('end the way when the card takes none any more, or has run out', () => {
    expect(atHold().fail('prove', wrong(0)).phase).toMatchObject({ name: 'refused', resume: null });
    expect(atNumbers().do({ type: 'card-expired' }).phase).toMatchObject({ name: 'refused', resume: null });
  });
});

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
    expect(play.phase.name).toBe('welcome');
    expect(play.do({ type: 'proved', epoch } as Event).phase.name).toBe('welcome');
    expect(play.effects).toEqual([]);
  });
});

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
