import { describe, expect, it } from 'vitest';
import { empty, NOW, playTo, present, redemption, STAGES, looked } from '../test/play.ts';
import { card, failed, prove } from '../test/troubles.ts';

describe('an undisturbed visit', () => {
  it('goes from the menu to the receipt in the order of the issue', () => {
    expect(playTo('receipt').phase).toBe('receipt');
    expect(Object.keys(STAGES)).toHaveLength(10);
  });
  it('sends the receipt as soon as the card has given it, and before anything else is asked', () => {
    const play = playTo('writing').put(
      { type: 'authorised', authorisation: 'x', record: 'r' },
      { type: 'written', evidence: 'w' },
    );
    expect(play.asked).toEqual(['write', 'flush', 'check']);
  });
  it('forgets everything typed when it is done, and when the receipt is put away', () => {
    const play = playTo('done');
    expect(play.effects).toContainEqual({ type: 'forget', what: 'all' });
    play.put(empty, { type: 'next' });
    expect(play.phase).toBe('menu');
    expect(play.effects).toContainEqual({ type: 'forget', what: 'all' });
    expect(play.state.visit).toBeNull();
  });
  it('calls for a card that is left behind, again and again', () => {
    const play = playTo('done').wait(30);
    expect(play.asked.filter((asked) => asked === 'sound')).toHaveLength(4);
  });
  it('warns of a signature certificate that has run out', () => {
    const play = playTo('writing').put(
      { type: 'authorised', authorisation: 'x', record: 'r' },
      { type: 'written', evidence: 'w' },
      { type: 'checked', validUntil: NOW - 1, named: null },
    );
    expect(play.state.phase).toEqual({ name: 'done', certificate: 'expired' });
  });
  it('asks once whether the certificate still stands, when the service knows of the reset, and says so', () => {
    const taken = { type: 'flushed', taken: ['w'], waiting: 0, pending: 0 } as const;
    const play = playTo('done');
    expect(play.asked).not.toContain('ask-certificate');
    const named = { issuerKeyId: 'k', serial: 's' };
    expect(play.put(taken).effects).toContainEqual({ type: 'ask-certificate', redemption, named });
    expect(play.put(taken).asked).toEqual([]);
    play.put(empty, { type: 'standing', standing: 'revoked' });
    expect(play.state.phase).toEqual({ name: 'receipt', certificate: 'revoked' });
    expect(JSON.stringify(play.state)).not.toContain('"named":{');
  });
  it.each([
    ['good', 'good'],
    ['hold', 'hold'],
    ['unknown', 'valid'],
  ] as const)('a certificate that the service calls %s is shown as %s', (standing, certificate) => {
    const play = playTo('done').put({ type: 'standing', standing });
    expect(play.state.phase).toEqual({ name: 'done', certificate });
  });
  it('says on the receipt whether the service has it', () => {
    const play = playTo('receipt');
    expect(play.state.visit!.recorded).toBe(false);
    play.put({ type: 'flushed', taken: ['w'], waiting: 0, pending: 0 });
    expect(play.state.visit!.recorded).toBe(true);
  });
});

describe('the PIN', () => {
  it('is refused with the tries left, and the last try asks first', () => {
    const play = playTo('pin').put({ type: 'entered' }, failed(prove, card('pin-wrong', 2)));
    expect(play.state.phase).toMatchObject({ name: 'pin', wrong: true, guard: false });
    play.put({ type: 'entered' }, failed(prove, card('pin-wrong', 1)));
    expect(play.state.phase).toMatchObject({ guard: true });
    expect(play.put({ type: 'entered' }).asked).toEqual([]);
    play.put({ type: 'sure' }, { type: 'entered' });
    expect(play.effects).toContainEqual({ ...prove, confirmLastTry: true });
    play.put(failed(prove, card('pin-wrong', 0)));
    expect(play.state.phase).toEqual({ name: 'refused', trouble: card('pin-blocked', 0) });
  });
  it('is asked for on a card with one try left only after a warning', () => {
    const play = playTo('place-card').put(present, { type: 'opened', redemption }, {
      ...looked,
      userPinTries: 1,
    } as never);
    expect(play.state.phase).toMatchObject({ name: 'pin', guard: true });
  });
});
