import { expect, it } from 'vitest';
import { pixelsPerMillimetre } from './size.ts';

it.each([
  ['?mm=400', 4.8],
  ['?shuffle&mm=640', 3],
  ['', 5.56],
  ['?mm=', 5.56],
  ['?mm=banana', 5.56],
  ['?mm=0', 5.56],
  ['?mm=-400', 5.56],
  ['?mm=1e9', 5.56],
])('of 1920 × 1080, with %s: %d pixels in a millimetre', (search, pixels) => {
  expect(pixelsPerMillimetre(search, 1_920, 1_080)).toBeCloseTo(pixels, 1);
});
