import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { Heartbeat } from '#schema/contract/kiosk.ts';
import type { ReaderState } from '#clients/card/reader.ts';
import { empty, kiosk, NOW, playTo, present, STAGES, type Play } from '../test/play.ts';
import { conditionOf } from './condition.ts';

const said = ({ state }: Play) => conditionOf(state, { page: '0.2.0', bridge: '0.2.1' });
const reader = (state: ReaderState) => ({ type: 'reader', reader: state }) as const;

describe('what a kiosk says of itself', () => {
  it('is in order at the menu', () => {
    expect(said(playTo('menu'))).toEqual({
      page: '0.2.0',
      bridge: '0.2.1',
      reader: 'ready',
      printer: 'unknown',
      waiting: 0,
      skewSteps: 0,
      cardLeft: false,
    });
  });

  it.each([
    ['unknown', 'unknown'],
    ['unpaired', 'unpaired'],
    ['bridge-lost', 'bridge-missing'],
    ['bridge-refused', 'fault'],
    ['reader-lost', 'missing'],
    ['present', 'ready'],
  ] as const)('a reader that is %s is %s', (state, condition) => {
    expect(said(playTo('menu').put(reader(state))).reader).toBe(condition);
  });

  it('tells a clock in minutes, and no further than a day', () => {
    const off = (now: number) =>
      said(playTo('menu').put({ type: 'heard', kiosk: { ...kiosk, now }, askAt: NOW }));
    expect([off(NOW + 29), off(NOW - 100), off(NOW + 10 ** 8)].map(({ skewSteps }) => skewSteps)).toEqual([
      0, -2, 1_440,
    ]);
  });

  it('names a card that no visit needs', () => {
    expect(said(playTo('pin')).cardLeft).toBe(false);
    const gone = playTo('pin').put({ type: 'cancel' });
    expect(said(gone.wait(14)).cardLeft).toBe(false);
    expect(said(gone.wait(1)).cardLeft).toBe(true);
    expect(said(gone.put(empty).wait(1)).cardLeft).toBe(false);
  });

  it('fits the contract on every screen', () => {
    for (const screen of Object.keys(STAGES) as (keyof typeof STAGES)[])
      expect(v.is(Heartbeat, said(playTo(screen)))).toBe(true);
  });
});

describe('a fault', () => {
  it('of the reader is told within ten seconds, and that it is over', () => {
    const play = playTo('menu');
    expect(play.put(reader('reader-lost')).wait(9).asked).not.toContain('hear');
    expect(play.wait(1).asked).toContain('hear');
    play.put({ type: 'heard', kiosk, askAt: NOW + 100_000 }, empty);
    expect(play.wait(10).asked).toContain('hear');
  });

  it('of the printer is told as soon', () => {
    const printer = (condition: 'ready' | 'paper-out') => ({ type: 'printer', condition }) as const;
    const play = playTo('menu').put(printer('ready'));
    expect(play.wait(10).asked).not.toContain('hear');
    expect(play.put(printer('paper-out')).wait(10).asked).toContain('hear');
    expect(said(play).printer).toBe('paper-out');
  });

  it('is not a card that comes or goes', () => {
    expect(playTo('menu').put(present).put(empty).wait(10).asked).not.toContain('hear');
  });
});
