import { describe, expect, it } from 'vitest';
import type { FrameFacts, QualityReason } from '#schema/contract/face.ts';
import { followedSequence } from '#wasm/liveness/sequence.ts';
import { aimOf, beginGuide, isDone, look, shot, type Guide } from './guide.ts';

const head = (yaw: number, pitch = 0, eyeSpan = 0.2, reasons: QualityReason[] = []): FrameFacts => ({
  reasons,
  pose: { yaw, pitch, roll: 0 },
  eyeSpan,
});
const AHEAD = head(2, -3);

/** Shows the camera the same thing until a picture is taken, or for three seconds. */
function hold(guide: Guide, facts: FrameFacts, from: number): { guide: Guide; shoot: boolean; time: number } {
  let seen = { guide, shoot: false };
  let time = from;
  while (!seen.shoot && time < from + 3_000) seen = look(seen.guide, facts, (time += 100));
  return { ...seen, time };
}

describe('the guide', () => {
  it('takes what the service takes: ahead, every movement in its order, ahead again', () => {
    const poses = { left: head(20), up: head(2, 12), nearer: head(1, -2, 0.3) };
    const steps = ['left', 'up', 'nearer'] as const;
    let guide = beginGuide(steps);
    let time = 0;
    const moments = [];
    for (const facts of [AHEAD, poses.left, poses.up, poses.nearer, AHEAD]) {
      const held = hold(guide, facts, time);
      expect([aimOf(guide), held.shoot]).toEqual([aimOf(guide), true]);
      guide = shot(held.guide, facts);
      time = held.time;
      moments.push({ pose: facts.pose!, eyeSpan: facts.eyeSpan!, capturedAt: time, good: true });
    }
    expect(isDone(guide)).toBe(true);
    expect(followedSequence(moments, steps)).toBe(true);
  });

  it('does not take a picture before the head has rested', () => {
    const first = look(beginGuide(['left']), AHEAD, 0);
    expect(first).toMatchObject({ shoot: false, guide: { hint: { kind: 'hold' } } });
    const moved = look(first.guide, head(30), 200);
    expect(moved.guide).toMatchObject({ rightSince: null, hint: { kind: 'aim', aim: 'straight' } });
    expect(look(moved.guide, AHEAD, 500).shoot).toBe(false);
  });

  it('says what is wrong first, but a turned head is what was asked for', () => {
    const dark = look(beginGuide(['left']), head(0, 0, 0.2, ['too-dark', 'blurred']), 0);
    expect(dark.guide.hint).toEqual({ kind: 'fix', reason: 'too-dark' });
    const ahead = hold(beginGuide(['left']), AHEAD, 0);
    const turning = shot(ahead.guide, AHEAD);
    expect(look(turning, head(40, 0, 0.2, ['turned-away']), 900).guide.hint).toEqual({ kind: 'hold' });
  });

  it('waits for the movement that is asked for, and no other', () => {
    const turning = shot(hold(beginGuide(['left']), AHEAD, 0).guide, AHEAD);
    for (const other of [AHEAD, head(-20), head(2, 14), head(2, -3, 0.3)])
      expect(hold(turning, other, 1_000).shoot).toBe(false);
  });

  it('asks for nothing of a picture without a face but to come back', () => {
    const gone: FrameFacts = { reasons: ['no-face'], pose: null, eyeSpan: null };
    expect(look(beginGuide(['left']), gone, 0).guide.hint).toEqual({ kind: 'fix', reason: 'no-face' });
  });
});
