import { describe, expect, it } from 'vitest';
import manifest from '#wasm/manifest.json' with { type: 'json' };
import { POSE_STEPS, type FrameFacts, type PresentationFacts } from '#schema/contract/face.ts';
import { operatingPointOf } from '#schema/contract/operating-point.ts';
import { chooseSteps, decideFace, STEP_COUNT } from './face-policy.ts';

const digest = Object.values(manifest.models).find(({ sha256 }) => operatingPointOf(sha256))!.sha256;
const model = { profile: 'p', digest };
const { fusedThreshold: threshold, version } = operatingPointOf(digest)!;

const frame = (...reasons: FrameFacts['reasons']): FrameFacts => ({ reasons, pose: null, eyeSpan: null });
const facts = (change: Partial<PresentationFacts> = {}): PresentationFacts => ({
  model,
  frames: [frame(), frame('turned-away'), frame()],
  liveness: { followed: true, samePerson: true },
  score: threshold,
  ...change,
});
const decide = (change?: Partial<PresentationFacts>) => decideFace(facts(change), model);

describe('a presentation', () => {
  it('matches from the threshold on, and says which it was', () => {
    expect(decide()).toEqual({ kind: 'match', thresholds: version });
    expect(decide({ score: threshold - 1e-6 })).toEqual({ kind: 'no-match' });
    expect(decide({ score: -1 })).toEqual({ kind: 'no-match' });
  });
  it('is not held against who turned the head, as asked, unless nobody ever looked ahead', () => {
    const turned = [frame('turned-away'), frame('turned-away'), frame('turned-away')];
    expect(decide({ frames: turned })).toEqual({ kind: 'unusable', reasons: ['turned-away'] });
  });
  it('names each reason once', () => {
    const frames = [frame('blurred', 'too-dark'), frame('turned-away', 'blurred'), frame()];
    expect(decide({ frames })).toEqual({ kind: 'unusable', reasons: ['blurred', 'too-dark'] });
  });
  it('stops at the first thing that fails: quality, then liveness, then match', () => {
    const liveness = { followed: false, samePerson: false };
    expect(decide({ frames: [frame('no-face')], liveness, score: -1 })).toMatchObject({ kind: 'unusable' });
    expect(decide({ liveness, score: -1 })).toEqual({ kind: 'not-live', check: 'sequence' });
    expect(decide({ liveness: { ...liveness, followed: true }, score: 1 })).toEqual({
      kind: 'not-live',
      check: 'several-people',
    });
  });
  it('without a score is unusable, never a match', () => {
    expect(decide({ score: null })).toEqual({ kind: 'unusable', reasons: ['turned-away'] });
    expect(decide({ score: Number.NaN })).toEqual({ kind: 'no-match' });
    expect(decide({ frames: [] })).toMatchObject({ kind: 'unusable' });
  });
  it('by other weights than the reference, or by weights nobody calibrated, decides nothing', () => {
    const strange = { profile: 'p', digest: 'f'.repeat(64) };
    expect(decide({ model: strange })).toEqual({ kind: 'undecidable', check: 'model' });
    expect(decideFace(facts(), strange)).toEqual({ kind: 'undecidable', check: 'model' });
  });
});

describe('a sequence of head movements', () => {
  it('has its length, and no movement twice in a row, whatever is drawn', () => {
    for (let draw = 0; draw < 256; draw++) {
      const steps = chooseSteps(Uint8Array.of(draw, (draw * 7) & 0xff, (draw * 31) & 0xff));
      expect(steps).toHaveLength(STEP_COUNT);
      for (const [index, step] of steps.entries()) expect(steps[index + 1]).not.toBe(step);
    }
  });
  it('can be any of the eighty there are', () => {
    const all = new Set<string>();
    for (let first = 0; first < 5; first++)
      for (let second = 0; second < 4; second++)
        for (let third = 0; third < 4; third++)
          all.add(chooseSteps(Uint8Array.of(first, second, third)).join());
    expect(all.size).toBe(POSE_STEPS.length * 16);
  });
});
