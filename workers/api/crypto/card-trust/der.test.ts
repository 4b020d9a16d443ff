import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '#schema/contract/card.ts';
import { elementsOf, onlyElement, requireDer } from './der.ts';

const tagsAndValues = (hex: string) =>
  [...elementsOf(fromHex(hex))].map(({ tag, value }) => `${tag.toString(16)}:${toHex(value)}`);

describe('elements in a row', () => {
  it('come out with tag and value, whatever form the length has', () => {
    expect(tagsAndValues('0201 07 0500 3003 020109')).toEqual(['2:07', '5:', '30:020109']);
    expect(tagsAndValues(`0481 80 ${'ab'.repeat(128)}`)).toEqual([`4:${'ab'.repeat(128)}`]);
    expect(tagsAndValues(`0482 0100 ${'cd'.repeat(256)} 0500`)).toEqual([`4:${'cd'.repeat(256)}`, '5:']);
    expect(tagsAndValues(`0483 010000 ${'ef'.repeat(65_536)}`)).toHaveLength(1);
    expect(tagsAndValues('')).toEqual([]);
  });

  it.each([
    ['a tag of more than one byte', '1f01 07'],
    ['an indefinite length', '3080 0500 0000'],
    ['a length of more than three bytes', '3084 00000001 05'],
    ['no length', '30'],
    ['half a length', '3082 00'],
    ['half a value', '3003 0201'],
  ])('with %s are refused', (_, hex) => {
    expect(() => tagsAndValues(hex)).toThrow(RangeError);
  });
});

describe('the only element', () => {
  it('has its tag, and nothing beside it', () => {
    expect(toHex(onlyElement(fromHex('3002 0500'), 0x30).value)).toBe('0500');
    for (const hex of ['3100', '3000 0500', ''])
      expect(() => onlyElement(fromHex(hex), 0x30)).toThrow('another element was expected');
  });
});

describe('the distinguished form', () => {
  it.each([
    ['numbers', '0201 00 0201 7f 0202 0080 0201 ff 0202 ff7f 0a01 06'],
    ['truth', '0101 00 0101 ff'],
    ['bits', '0301 00 0302 0780 0303 00ffff'],
    ['names and nothing', '0603 550413 0500'],
    ['times', '170d 3236313133303038303030305a 180f 32303236313133303038303030305a'],
    ['a set in order', '3106 020101 020102'],
    ['values in values', '3005 3003 020107 a003 020107 8001 00'],
    ['long values', `0481 80 ${'ab'.repeat(128)}`],
  ])('has %s', (_, hex) => {
    expect(() => requireDer(fromHex(hex))).not.toThrow();
  });

  it.each([
    ['a length of one byte in two', '0281 01 07'],
    ['a length of two bytes in three', `0483 0000 80 ${'ab'.repeat(128)}`],
    ['an indefinite length', '3080 0500 0000'],
    ['a number with an empty byte before it', '0202 0007'],
    ['a negative number with one', '0202 ff80'],
    ['a number without a digit', '0200'],
    ['a truth of another byte', '0101 01'],
    ['a truth of two', '0102 ffff'],
    ['unused bits that are set', '0302 07c0'],
    ['more unused bits than there are', '0301 01'],
    ['nothing with something in it', '0501 00'],
    ['a name that begins empty', '0603 558013'],
    ['a name that does not end', '0602 5584'],
    ['a time without seconds', '170b 323631313330303830305a'],
    ['a time of another zone', '1711 3236313133303038303030302b30393030'],
    ['a time with parts of a second', '1811 32303236313133303038303030302e355a'],
    ['a set out of order', '3106 020102 020101'],
    ['a string in pieces', '2403 040107'],
    ['a sequence in no pieces', '1000'],
    ['any of these inside another value', 'a006 3004 0202 0007'],
    ['forty values in one another', deep(40)],
  ])('has not %s', (_, hex) => {
    expect(() => requireDer(fromHex(hex))).toThrow(RangeError);
  });
});

/** Empty sequences in one another, in hexadecimal. */
function deep(levels: number): string {
  return levels === 0 ? '' : `30${(2 * (levels - 1)).toString(16).padStart(2, '0')}${deep(levels - 1)}`;
}
