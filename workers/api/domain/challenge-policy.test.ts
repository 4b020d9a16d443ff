import { describe, expect, it } from 'vitest';
import {
  challengeAt,
  CHALLENGE_LIFE,
  FREE_QUALITY_REFUSALS,
  type HeldChallenge,
} from './challenge-policy.ts';

const NOW = 1_800_000_000;
let serial = 0;
const draw = () => ({
  id: `challenge-${serial++}`,
  steps: ['left' as const, 'up' as const, 'nearer' as const],
});
const ask = (held: HeldChallenge | null, now: number): HeldChallenge => {
  const result = challengeAt(held, draw(), now);
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
};
/** Seconds that asking is refused for; 0 when it is not. */
const pause = (held: HeldChallenge, now: number) => {
  const result = challengeAt(held, draw(), now);
  return result.ok ? 0 : result.failure.retryAfter;
};

describe("a card's sequence of head movements", () => {
  it('is the same until it was answered or ran out', () => {
    const held = ask(null, NOW);
    expect(ask(held, NOW + CHALLENGE_LIFE - 1)).toBe(held);
    expect(ask(held, NOW + CHALLENGE_LIFE).id).not.toBe(held.id);
    expect(ask({ ...held, answeredAt: NOW + 5 }, NOW + 5).id).not.toBe(held.id);
  });
  it('is replaced three times for nothing, then after 30 s and doubling, to an hour', () => {
    let held = ask(null, NOW);
    const pauses: (number | undefined)[] = [];
    for (let n = 0; n < 14; n++) {
      const end = held.answerBy;
      pauses.push(pause(held, end));
      held = ask(held, end + pauses.at(-1)!);
    }
    expect(pauses).toEqual([0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600, 3_600]);
    expect(held.replaced).toBe(14);
  });
  it('pauses from the moment it was answered', () => {
    const held = { ...ask(null, NOW), replaced: 4, answeredAt: NOW + 20 };
    expect(pause(held, NOW + 21)).toBe(29);
    expect(pause(held, NOW + 50)).toBe(0);
  });
  it('is not told, though it is open, while a pause for quality lasts', () => {
    const worn = { refusals: FREE_QUALITY_REFUSALS, refusalsSince: NOW, refusedAt: NOW };
    const held = { ...ask(null, NOW), ...worn };
    const pauses = [0, 1, 2, 3, 9].map((more) =>
      pause({ ...held, refusals: FREE_QUALITY_REFUSALS + more }, NOW),
    );
    expect(pauses).toEqual([0, 30, 60, 120, 3_600]);
    expect(challengeAt({ ...held, refusals: FREE_QUALITY_REFUSALS + 1 }, draw(), NOW)).toMatchObject({
      failure: { code: 'challenges-paused', retryAfter: 30 },
    });
  });
});
