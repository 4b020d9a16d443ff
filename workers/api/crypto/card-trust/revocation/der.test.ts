import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '#schema/contract/card.ts';
import { elementsOf, onlyElement } from './der.ts';

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
