import { describe, expect, it } from 'vitest';
import { keepReadingsTogether, mapTexts } from './readings.ts';

describe('readings of easy Japanese', () => {
  it('stay with their word, and nothing else is changed', () => {
    const kept = keepReadingsTogether('新（あたら）しい カード（ケース）です');
    expect(kept).toBe('新\u2060（あたら）\u2060しい カード（ケース）です');
  });
});

describe('a table whose texts are changed', () => {
  it('changes texts of any depth, and what functions say', () => {
    const table = { title: 'a', inner: { left: (count: number) => `b${count}` } };
    const mapped = mapTexts(table, (text) => text.toUpperCase());
    expect([mapped.title, mapped.inner.left(2)]).toEqual(['A', 'B2']);
    expect([table.title, table.inner.left(2)]).toEqual(['a', 'b2']);
  });
});
