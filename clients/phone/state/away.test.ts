import { describe, expect, it } from 'vitest';
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
  Play,
  service,
  session,
  TYPED,
} from '../test/play.ts';

const WAYS = { numbers: atNumbers, tap: atTap, pin: atPin, hold: atHold, selfie: atSelfie };

describe('a person who was away', () => {
  it.each(Object.entries(WAYS))(
    'from %s is told what was forgotten, and goes on with the numbers',
    (_at, way) => {
      for (const play of [
        way().do({ type: 'hidden' }).wait(330).do({ type: 'shown' }),
        way().do({ type: 'gone' }),
      ]) {
        expect(play.phase).toMatchObject({ name: 'refused', trouble: { code: 'away' }, resume: 'tap' });
        expect(play.do({ type: 'retry' }).phase).toMatchObject({ name: 'numbers', field: 'birth' });
        expect(play.state.agreed).toBe(service.consentVersion);
      }
      const all = way().do({ type: 'gone' });
      expect(all.forgotten()).toEqual(TYPED);
    },
  );

  it('before anything was typed finds the screen as it was', () => {
    const play = atWelcome().do({ type: 'begin' }, { type: 'hidden' }).wait(330).do({ type: 'shown' });
    expect(play.phase.name).toBe('consent');
  });

  it('and whose app was loaded again is told so, and has not to agree again', () => {
    const play = new Play().do({ type: 'started', kept: null, kind: 'shell', agreed: '2026-11' });
    expect(play.phase).toMatchObject({ name: 'refused', trouble: { code: 'reloaded' }, resume: 'check' });
    play.do({ type: 'heard', service }, { type: 'retry' });
    expect(play.phase.name).toBe('check');
    expect(play.do({ type: 'next' }).phase.name).toBe('numbers');
  });

  it('agrees again when the text is another one meanwhile', () => {
    const play = new Play().do({ type: 'started', kept: null, kind: 'shell', agreed: '2025-01' });
    play.do({ type: 'heard', service }, { type: 'retry' }, { type: 'next' });
    expect(play.phase).toEqual({ name: 'consent', outdated: true });
    expect(play.do({ type: 'agree' }, { type: 'next' }).phase.name).toBe('numbers');
  });
});

describe('the way back', () => {
  it.each([
    ['consent', atWelcome().do({ type: 'begin' })],
    ['the check', atWelcome().do({ type: 'begin' }, { type: 'agree' })],
    ['the numbers', atNumbers()],
    ['the first tap', atTap()],
    ['the first tap at work', atTap().do({ type: 'next' })],
    ['the PIN', atPin()],
    ['a session that opens', atPin().do({ type: 'entered' })],
    ['the second tap', atHold()],
    ['a card at work', atHold().do({ type: 'step', step: 'sign' })],
    ['a card on its way', atHold().do({ type: 'proved' })],
    ['the face', atSelfie()],
    ['more time', atSelfie().wait(500).do({ type: 'shoot' })],
    ['the camera', atSelfie().do({ type: 'shoot' })],
    ['pictures on their way', atSending()],
    ['an outage', atSending().fail('reserve', { from: 'network' })],
    ['a refusal', atTap().do({ type: 'gone' })],
    ['the end', atReceipt().do({ type: 'cancel' })],
  ])('at %s does something, or says that it cannot', (_where, play) => {
    const before = play.phase;
    play.do({ type: 'back' });
    expect(play.phase !== before || play.state.backRefused).toBe(true);
  });

  it('from a session that opens, its answer counts no more', () => {
    const play = atPin().do({ type: 'entered' });
    const { epoch } = play.state;
    expect(play.do({ type: 'back' }).phase.name).toBe('pin');
    play.do({ type: 'opened', session, epoch });
    expect(play.effects).toEqual([]);
  });

  it('is possible again once something has happened', () => {
    const play = atHold().do({ type: 'proved' }, { type: 'back' });
    expect(play.state.backRefused).toBe(true);
    expect(play.do({ type: 'presented', card }).state.backRefused).toBe(false);
  });
});
