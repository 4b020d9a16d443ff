import { describe, expect, it } from 'vitest';
import { ascii } from '#schema/contract/card.ts';
import { CardFailure } from './failure.ts';
import { MATCHING_NUMBER_B, readTries, SIGNATURE_PASSWORD_REFERENCE, USER_PIN, verify } from './pin.ts';
import { secret } from '#clients/lab/people/people.ts';
import { scriptedCard, type Line } from './test/script.ts';

const selectPin: Line = ['00 A4 02 0C 02 0018', '9000', 'user PIN'];
const full: Line = ['00 20 00 80', '63C3', 'three tries left, none spent'];
const send: Line = ['00 20 00 80 04 31323334', '9000', 'PIN'];

describe('readTries', () => {
  it.each([
    ['63C3', 3],
    ['63C0', 0],
    ['6983', 0],
    ['6984', 0],
    ['9000', null],
    ['6300', null],
  ])('understands %s as %s', async (word, tries) => {
    const { card, unspoken } = scriptedCard([selectPin, ['00 20 00 80', word, 'no data: a question']]);
    expect(await readTries(card, USER_PIN)).toBe(tries);
    expect(unspoken()).toEqual([]);
  });

  it('takes any other word as a refusal', async () => {
    const { card } = scriptedCard([selectPin, ['00 20 00 80', '6D00', 'not this card']]);
    await expect(readTries(card, USER_PIN)).rejects.toMatchObject({
      code: 'card-refused',
      facts: { statusWord: 0x6d00 },
    });
  });
});

describe('verify', () => {
  it('asks for the tries, then enters', async () => {
    const { card, unspoken } = scriptedCard([selectPin, full, send]);
    await verify(card, USER_PIN, secret('1234'));
    expect(unspoken()).toEqual([]);
  });

  it.each([
    [USER_PIN, '123'],
    [USER_PIN, '12345'],
    [USER_PIN, '12a4'],
    [USER_PIN, ''],
    [MATCHING_NUMBER_B, '0204012035123'],
    [SIGNATURE_PASSWORD_REFERENCE, 'ABC12'],
    [SIGNATURE_PASSWORD_REFERENCE, 'ABCDEFGH123456789'],
    [SIGNATURE_PASSWORD_REFERENCE, 'abc123'],
    [SIGNATURE_PASSWORD_REFERENCE, 'ABC-123'],
  ])('sends nothing at all of a $name that cannot be right: %s', async (reference, text) => {
    const { card, unspoken } = scriptedCard([]);
    await expect(verify(card, reference, secret(text))).rejects.toMatchObject({ code: 'pin-format' });
    expect(unspoken()).toEqual([]);
  });

  it('asks for the count when the card says "wrong" without one', async () => {
    const { card, unspoken } = scriptedCard([
      selectPin,
      full,
      ['00 20 00 80 04 31323334', '6300', 'wrong'],
      selectPin,
      ['00 20 00 80', '63C2', 'two left'],
    ]);
    await expect(verify(card, USER_PIN, { secret: secret('1234').secret })).rejects.toMatchObject({
      code: 'pin-wrong',
      facts: { triesLeft: 2 },
    });
    expect(unspoken()).toEqual([]);
  });

  it('takes an old password that has no digit: it may be older than that rule', async () => {
    const { card, unspoken } = scriptedCard([
      ['00 A4 02 0C 02 001B', '9000', 'signature password'],
      ['00 20 00 80', '63C5', 'five tries'],
      ['00 20 00 80 06 414243444546', '9000', 'ABCDEF'],
    ]);
    await verify(card, SIGNATURE_PASSWORD_REFERENCE, secret('ABCDEF'));
    expect(unspoken()).toEqual([]);
  });

  it('does not spend the last try unasked', async () => {
    const last: Line = ['00 20 00 80', '63C1', 'one try left'];
    const guarded = scriptedCard([selectPin, last]);
    await expect(verify(guarded.card, USER_PIN, secret('1234'))).rejects.toMatchObject({
      code: 'pin-last-try',
      facts: { reference: 'user-pin', triesLeft: 1 },
    });
    expect(guarded.unspoken()).toEqual([]);
    const confirmed = scriptedCard([selectPin, last, send]);
    await verify(confirmed.card, USER_PIN, { ...secret('1234'), confirmLastTry: true });
    expect(confirmed.unspoken()).toEqual([]);
  });

  it('enters nothing to a blocked reference', async () => {
    const { card, unspoken } = scriptedCard([selectPin, ['00 20 00 80', '63C0', 'blocked']]);
    const confirmed = { ...secret('1234'), confirmLastTry: true };
    await expect(verify(card, USER_PIN, confirmed)).rejects.toMatchObject({ code: 'pin-blocked' });
    expect(unspoken()).toEqual([]);
  });

  it.each([
    ['63C2', 'pin-wrong', 2],
    ['63C0', 'pin-blocked', 0],
    ['6983', 'pin-blocked', 0],
    ['6984', 'pin-blocked', 0],
  ])('understands the answer %s as %s', async (word, code, triesLeft) => {
    const { card } = scriptedCard([selectPin, full, ['00 20 00 80 04 31323334', word, 'wrong']]);
    await expect(verify(card, USER_PIN, secret('1234'))).rejects.toMatchObject({
      code,
      facts: { triesLeft },
    });
  });

  it('takes a word that is about something else as a refusal', async () => {
    const { card } = scriptedCard([selectPin, full, ['00 20 00 80 04 31323334', '6985', 'conditions']]);
    await expect(verify(card, USER_PIN, secret('1234'))).rejects.toMatchObject({ code: 'card-refused' });
  });

  it('says where and why, and never what', async () => {
    const { card } = scriptedCard([selectPin, full, ['00 20 00 80 04 31323334', '63C2', 'wrong']]);
    const failure = await verify(card, USER_PIN, { secret: ascii('1234') }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CardFailure);
    expect((failure as CardFailure).message).toBe('pin-wrong at VERIFY (63c2)');
    expect(JSON.stringify((failure as CardFailure).facts)).not.toMatch(/1234|31323334/);
  });
});
