import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MANIFEST } from '../manifest.ts';
import { floatToHalf, halfToFloat } from './half.ts';
import { samePadding } from './layout.ts';
import { makeModel } from './recipes.ts';

describe('model files', () => {
  it.each(Object.entries(MANIFEST.models))(
    '%s comes out of its package as the manifest says',
    (name, model) => {
      const file = makeModel(name, model);
      expect({ bytes: file.length, sha256: createHash('sha256').update(file).digest('hex') }).toEqual({
        bytes: model.bytes,
        sha256: model.sha256,
      });
    },
  );

  it('store float16 as IEEE 754 says', () => {
    const known: [number, number][] = [
      [0, 0],
      [1, 0x3c00],
      [-2, 0xc000],
      [65504, 0x7bff],
      [2 ** -24, 1],
      [1e6, 0x7c00],
      [1 / 3, 0x3555],
    ];
    expect(known.map(([value]) => floatToHalf(value))).toEqual(known.map(([, word]) => word));
    for (let word = 0; word < 0x7c00; word++)
      if (floatToHalf(halfToFloat(word)) !== word) throw new Error(String(word));
    expect(halfToFloat(0x3555)).toBeCloseTo(1 / 3, 3);
  });

  it('pad as TensorFlow does: the odd pixel at the end', () => {
    expect(samePadding([128, 128], [5, 5], [2, 2])).toEqual([1, 1, 2, 2]);
    expect(samePadding([64, 64], [3, 3], [1, 1])).toEqual([1, 1, 1, 1]);
  });
});
