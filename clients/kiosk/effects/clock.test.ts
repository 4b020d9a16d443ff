import { expect, it } from 'vitest';
import { countdown } from '../state/idle.ts';
import { playTo } from '../test/play.ts';
import { steadyClock } from './clock.ts';

it.each([
  ['back', -3_600],
  ['forward', 3_600],
])('a machine whose clock is set %s an hour wipes what was typed when it should', (_how, jump) => {
  const play = playTo('password');
  let [wall, steady] = [play.now * 1_000, 5_000];
  const clock = steadyClock({ wall: () => wall, steady: () => steady });
  wall += jump * 1_000;
  const pass = (seconds: number) => {
    steady += seconds * 1_000;
    wall += seconds * 1_000;
    play.now = clock.now();
    play.put({ type: 'tick' });
  };
  pass(80);
  expect([play.phase, countdown(play.state)]).toEqual(['password', null]);
  pass(15);
  expect(countdown(play.state)).toBe(25);
  pass(30);
  expect(play.effects).toContainEqual({ type: 'forget', what: 'all' });
});
