import { describe, expect, it } from 'vitest';
import { atHold, atNumbers, session } from '../test/play.ts';

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

describe('a birth date in the common calendar', () => {
  const wrong = (triesLeft: number) =>
    ({ from: 'card', code: 'pin-wrong', reference: 'matching-number', triesLeft }) as const;
  const atWestern = () => {
    const play = atNumbers().do({ type: 'entered', western: true }, { type: 'entered' }, { type: 'entered' });
    play.do({ type: 'next' }, { type: 'looked', userPinTries: 3, obstacle: null }, { type: 'entered' });
    return play.do({ type: 'opened', session });
  };

  it('is tried as it is printed, then once in its era while eight tries are left', () => {
    const play = atWestern();
    expect(play.effects).toMatchObject([{ type: 'prove', years: 'western' }]);
    play.fail('prove', wrong(9));
    expect(play.effects).toMatchObject([{ type: 'prove', years: 'era' }]);
    expect(play.fail('prove', wrong(8)).phase).toMatchObject({ name: 'numbers', field: 'birth' });
  });

  it('is guessed no second time when few tries are left', () => {
    expect(atWestern().fail('prove', wrong(7)).phase).toMatchObject({ name: 'numbers', field: 'birth' });
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
    const over = atNumbers().do({ type: 'entered' }, { type: 'card-expired' });
    expect(over.phase).toMatchObject({ name: 'refused', trouble: { code: 'card-expired' } });
    expect(over.do({ type: 'retry' }).phase).toMatchObject({ name: 'numbers', field: 'code' });
  });
});
