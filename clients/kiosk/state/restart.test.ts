import { describe, expect, it } from 'vitest';
import { card, failed, write } from '../test/troubles.ts';
import { empty, kiosk, NOW, Play, playTo, STAGES, type Input } from '../test/play.ts';
import { isOutdated, mayRestart } from './restart.ts';

const least = (minimumPage: string): Input => ({
  type: 'heard',
  kiosk: { ...kiosk, minimumPage },
  askAt: NOW + 100_000,
});
const reloads = (play: Play, seconds: number) => {
  let count = 0;
  for (let second = 0; second < seconds; second++)
    count += play.wait(1).asked.filter((asked) => asked === 'reload').length;
  return count;
};

describe('a page that the service finds too old', () => {
  it.each([
    ['0.2.0', false],
    ['0.1.9', false],
    ['0.2.1', true],
    ['0.10.0', true],
    ['1.0.0+abc', true],
  ])('0.2.0 where %s is the least: %s', (minimum, outdated) => {
    expect(isOutdated(playTo('menu').put(least(minimum)).state)).toBe(outdated);
  });

  it('begins no visit, and is opened anew now and then', () => {
    const play = playTo('menu').put(least('0.3.0'));
    expect(play.state.phase).toEqual({ name: 'out-of-service', why: 'outdated' });
    expect(play.put({ type: 'begin' }).phase).toBe('out-of-service');
    expect(reloads(play, 300)).toBe(5);
    expect(play.put(least('0.2.0')).phase).toBe('menu');
  });

  it.each(Object.keys(STAGES).filter((name) => name !== 'menu') as (keyof typeof STAGES)[])(
    'is not opened anew in a visit: %s',
    (screen) => {
      const play = playTo(screen);
      play.now += 120;
      play.state = { ...play.state, now: play.now, touchedAt: play.now };
      play.put(least('0.3.0'), { type: 'tick' });
      expect(play.asked).not.toContain('reload');
    },
  );
});

describe('a page that broke', () => {
  it('is not opened anew while the card may be writing, or nobody knows whether it has', () => {
    const screens = Object.keys(STAGES) as (keyof typeof STAGES)[];
    expect(screens.filter((screen) => !mayRestart(playTo(screen).state))).toEqual(['writing']);
    const torn = playTo('writing').put({ type: 'authorised', authorisation: 'x', record: 'r' });
    torn.put(failed(write, card('link-lost')), empty);
    expect([torn.phase, mayRestart(torn.state)]).toEqual(['settling', false]);
  });
});
