import { describe, expect, it } from 'vitest';
import { keepReadingsTogether, mapTexts, partsOf, withoutReadings } from './readings.ts';

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

describe('readings that a page shows above their kanji', () => {
  it('belong to the kanji before them, and nothing else is changed', () => {
    expect(partsOf('新（あたら）しい カード（ケース）です')).toEqual([
      { text: '新', reading: 'あたら' },
      { text: 'しい カード（ケース）です', reading: null },
    ]);
    expect(partsOf('番号（ばんごう）（利用者証明用（りようしゃしょうめいよう））')).toEqual([
      { text: '番号', reading: 'ばんごう' },
      { text: '（', reading: null },
      { text: '利用者証明用', reading: 'りようしゃしょうめいよう' },
      { text: '）', reading: null },
    ]);
    expect(partsOf('Hold still')).toEqual([{ text: 'Hold still', reading: null }]);
    expect(partsOf('')).toEqual([]);
  });

  it('are found where they were kept on one line', () => {
    const parts = partsOf(keepReadingsTogether('新（あたら）しい'));
    expect(parts).toEqual(partsOf('新（あたら）しい'));
    expect(withoutReadings(keepReadingsTogether('新（あたら）しい'))).toBe('新しい');
  });

  it('are left out where there is no room above a line', () => {
    expect(withoutReadings('24時間（じかん）、カード（ケース）')).toBe('24時間、カード（ケース）');
  });
});
