import { describe, expect, it } from 'vitest';
import { outsideOf } from './pure.ts';
import { ROOMS } from './table.ts';
import { faultsOf, nameOf } from './walls.ts';

const IMPURE = [
  'export const now = Date.now();',
  'export const now = new Date();',
  'export const now = Date();',
  'const Clock = Date; export const now = Clock.now();',
  'const { now } = Date; export const at = now();',
  "export const now = Date['now']();",
  'export const x = Math.random();',
  'const { random } = Math; export const x = random();',
  "export const x = Math['random']();",
  'export const now = performance.now();',
  'export const id = crypto.randomUUID();',
  'export const bytes = crypto.getRandomValues(new Uint8Array(8));',
  'setTimeout(() => undefined, 1);',
  'setInterval(() => undefined, 1);',
  "export const reply = await fetch('/');",
  'export const now = globalThis.Date.now();',
  'export const now = window.performance.now();',
  "export const now = self['Date'].now();",
  'export const clock = { performance };',
  'export const now = (Date as { now(): number }).now();',
];

const PURE = [
  'export const day = (instant: number) => new Date(instant * 1_000).toISOString();',
  'export const midnight = Date.UTC(2026, 0, 1);',
  "export const at = Date.parse('2026-01-01');",
  'export interface Closed { from: Date; crypto: string }',
  'export const least = Math.min(1, Math.max(2, 3));',
  'export const pick = (box: { performance: number }) => box.performance;',
  'export const box = { fetch: 1, crypto: 2 };',
  'export const length = (window: { from: number; to: number }) => window.to - window.from;',
];

const pure = ROOMS.filter((room) => room.pure);

describe('a pure room has neither clock nor chance', () => {
  it.each(IMPURE)('caught: %s', (text) => {
    expect(outsideOf({ path: 'planted.ts', text })).toHaveLength(1);
  });
  it.each(PURE)('left alone: %s', (text) => {
    expect(outsideOf({ path: 'planted.ts', text })).toEqual([]);
  });
  it('whichever room it is', () => {
    const names = pure.map(nameOf);
    for (const name of [
      'workers/api/domain',
      'clients/phone/state',
      'clients/kiosk/state',
      'clients/journey',
    ])
      expect(names).toContain(name);
    for (const room of pure)
      for (const text of IMPURE)
        for (const place of room.places) {
          const path = place.endsWith('.ts') ? place : `${place}/planted.ts`;
          expect(faultsOf({ path, text }), `${path}: ${text}`).toHaveLength(1);
        }
  });
});
