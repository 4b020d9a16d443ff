import { describe, expect, it } from 'vitest';
import type { MatcherRpc, ReferenceFacts } from '#schema/contract/face.ts';
import { matcherWithin } from './worker.ts';

const facts: ReferenceFacts = { model: { profile: 'p', digest: 'd' }, reasons: ['no-face'], embedding: null };
const never = new Promise<never>(() => undefined);

const matcherThat = (answer: Promise<never> | Promise<ReferenceFacts>): MatcherRpc => ({
  warm: () => never,
  embedReference: () => answer,
  examine: () => never,
});

describe('a matcher with an end to waiting', () => {
  it('hands on what the matcher says', async () => {
    const matcher = matcherWithin(matcherThat(Promise.resolve(facts)), 1_000);
    expect(await matcher.embedReference(new Uint8Array())).toBe(facts);
  });
  it('hands on that it failed', async () => {
    const matcher = matcherWithin(matcherThat(Promise.reject(new Error('down'))), 1_000);
    await expect(matcher.embedReference(new Uint8Array())).rejects.toThrow('down');
  });
  it('gives up on one that never answers', async () => {
    const matcher = matcherWithin(matcherThat(never), 20);
    await expect(matcher.embedReference(new Uint8Array())).rejects.toThrow('in time');
    await expect(matcher.examine({ reference: new Float32Array(), frames: [], steps: [] })).rejects.toThrow(
      'in time',
    );
  });
});
