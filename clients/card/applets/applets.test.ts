import { describe, expect, it } from 'vitest';
import { concat, fromHex, SURFACE_TAGS as TAG, tlv, toHex, type Octets } from '#schema/contract/card.ts';
import { readCardId, readNumber, readValidity } from './certificate.ts';
import { eraDateOf, isDate, matchingNumberB } from './matching-number.ts';
import { parsePhotoFile } from './surface.ts';

const numberOf = (birthDate: string, expiryYear = '2035', securityCode = '1234') =>
  String.fromCharCode(...matchingNumberB({ birthDate, expiryYear, securityCode }));

describe('照合番号B', () => {
  it.each([
    ['19900401', '02040120351234', 'Heisei 2'],
    ['19890107', '64010720351234', 'the last day of Showa'],
    ['19890108', '01010820351234', 'the first day of Heisei'],
    ['20190430', '31043020351234', 'the last day of Heisei'],
    ['20190501', '01050120351234', 'the first day of Reiwa'],
    ['19261224', '15122420351234', 'the last day of Taisho'],
    ['19120729', '45072920351234', 'the last day of Meiji'],
    ['20240229', '06022920351234', 'a leap day'],
  ])('of a birth on %s is %s: %s', (birthDate, number) => {
    expect(numberOf(birthDate)).toBe(number);
  });

  it.each([
    ['18680124', '2035', '1234'],
    ['19900230', '2035', '1234'],
    ['19901301', '2035', '1234'],
    ['1990041', '2035', '1234'],
    ['19900401', '35', '1234'],
    ['19900401', '2035', '12345'],
    ['１９９００４０１', '2035', '1234'],
  ])('is not made of %s %s %s', (birthDate, expiryYear, securityCode) => {
    expect(() => numberOf(birthDate, expiryYear, securityCode)).toThrow(RangeError);
  });

  it('goes by the calendar', () => {
    expect(isDate('19000229')).toBe(false);
    expect(isDate('20000229')).toBe(true);
    expect(eraDateOf('20190501')).toEqual({ era: 5, year: 1, monthDay: '0501' });
  });
});

describe('the photo file', () => {
  const { birthDate, sex, publicKey, name, address, photo, signature, expiry } = TAG;
  const file = (...tags: number[]): Octets =>
    tlv(TAG.file, ...tags.map((tag, index) => tlv(tag, Uint8Array.of(index))));

  it('is taken apart by tags, whatever stands around them', () => {
    const parsed = parsePhotoFile(
      file(TAG.offsets, birthDate, sex, publicKey, name, address, photo, signature, expiry, 0xdf55),
    );
    expect(toHex(parsed.holderGroup)).toBe('df220101df230102df240103');
    expect(toHex(parsed.textGroup)).toBe('df250104df260105');
    expect(toHex(parsed.photo)).toBe('df270106');
    expect(toHex(parsed.signature)).toBe('07');
  });

  it.each([
    ['without a photo', file(birthDate, sex, publicKey, name, address, signature)],
    ['with two photos', file(birthDate, sex, publicKey, name, address, photo, photo, signature)],
    ['in another order', file(sex, birthDate, publicKey, name, address, photo, signature)],
    ['of another tag', tlv(0xff30, new Uint8Array())],
    ['cut off', file(birthDate, sex, publicKey, name, address, photo, signature).slice(0, -1)],
    ['with something behind it', concat(file(birthDate), Uint8Array.of(0))],
    ['of nothing', new Uint8Array()],
  ])('%s says card-data', (_, bytes) => {
    expect(() => parsePhotoFile(bytes)).toThrow(/card-data at photo file/);
  });
});

describe('reading what is no certificate', () => {
  it.each(['', '30', '3003020101', '3082ffff', '300530030c0141'])('%s says card-data', (bytes) => {
    expect(() => readValidity(fromHex(bytes))).toThrow(/card-data at certificate dates/);
    expect(() => readNumber(fromHex(bytes))).toThrow(/card-data at certificate number/);
    expect(() => readCardId(fromHex(bytes))).toThrow(/card-data at card certificate/);
  });
});
