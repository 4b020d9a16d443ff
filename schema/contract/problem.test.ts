import { describe, expect, it } from 'vitest';
import { passing, PROBLEM_CODES, PROBLEMS } from './problem.ts';

describe('what passes by itself', () => {
  it('is what no person, card or kiosk can do anything about', () => {
    expect(PROBLEM_CODES.filter(passing)).toEqual([
      'revocation-unavailable',
      'matcher-unavailable',
      'conflict',
      'rate-limited',
      'service-paused',
      'internal',
    ]);
    for (const code of PROBLEM_CODES.filter(passing))
      expect(['client', 'operator', 'kaijo']).toContain(PROBLEMS[code].actor);
  });
  it('is worth waiting for: seconds, and no longer than a person would', () => {
    for (const code of PROBLEM_CODES.filter(passing)) {
      expect(PROBLEMS[code].patience).toBeGreaterThan(0);
      expect(PROBLEMS[code].patience).toBeLessThanOrEqual(60);
    }
  });
});
