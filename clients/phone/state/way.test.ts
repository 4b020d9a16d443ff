import { describe, expect, it } from 'vitest';
import {
  atHold,
  atNumbers,
  atPin,
  atReceipt,
  atSending,
  atTap,
  atWelcome,
  card,
  liveness,
  Play,
  service,
  session,
  view,
  TYPED,
} from '../test/play.ts';

describe('the way to a reservation', () => {
  it('asks the world for one thing after the other', () => {
    const play = atWelcome();
    expect(play.types()).toEqual(['ask-service']);
    expect(atNumbers().types()).toEqual(['load-engine']);
    expect(atTap().types()).toEqual(['look']);
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
    expect(play.phase.name).toBe('consent');
    expect(play.forgotten()).toEqual(['numbers']);
  });
});

describe('the first tap', () => {
  it.each(['no-signature-certificate', 'certificate-expired', 'pin-blocked', 'not-supported'] as const)(
    'ends with the reason at %s, and nothing is spent or kept',
    (obstacle) => {
      const play = atTap().do({ type: 'looked', userPinTries: 3, obstacle });
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
    const play = atTap().fail('look', away);
    expect(play.phase).toEqual({ name: 'tap', busy: false, trouble: away });
    expect(play.do({ type: 'reader', reader: 'present' }).types()).toEqual(['look']);
    expect(play.do({ type: 'reader', reader: 'present' }).types()).toEqual([]);
  });
});
