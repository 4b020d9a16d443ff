import { expect, it } from 'vitest';
import { namedBy } from './named.ts';

it.each([
  ['  Naha 1 ', { visit: null, kiosk: 'Naha 1' }],
  ['acde fhjk', { visit: 'ACDEFHJK', kiosk: 'acde fhjk' }],
  ['ACDE-FHJK', { visit: 'ACDEFHJK', kiosk: 'ACDE-FHJK' }],
  ['ABCDEFGH', { visit: null, kiosk: 'ABCDEFGH' }],
  ['0190A6C2-1111-4222-8333-444455556666', { visit: '0190a6c2-1111-4222-8333-444455556666', kiosk: null }],
])('a search for %s is understood', (typed, meant) => {
  expect(namedBy(typed)).toEqual(meant);
});
