import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digitOrder, secureRandom } from './digits.ts';

const telephone = [...'1234567890'].map((digit) => digit.charCodeAt(0));

describe('the keys of a numeric keypad', () => {
  it('lie as on a telephone', () => {
    expect(digitOrder(null)).toEqual(telephone);
  });

  it('are all there, once, however they are shuffled', () => {
    const numbers = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
      minLength: 9,
      maxLength: 9,
    });
    fc.assert(
      fc.property(numbers, (random) => {
        let next = 0;
        const keys = digitOrder(() => random[next++]!);
        expect(keys.toSorted((a, b) => a - b)).toEqual(telephone.toSorted((a, b) => a - b));
      }),
    );
  });

  it('come into every place', () => {
    const first = new Set(Array.from({ length: 500 }, () => digitOrder(secureRandom)[0]));
    // A digit stays away from the first place with (9/10)^500, about 1 in 10^23.
    expect(first.size).toBe(10);
  });
});
