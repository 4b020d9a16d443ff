import { env, exports } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { MatcherRpc } from '#schema/contract/face.ts';
import manifest from '#wasm/manifest.json';

const matcher = (exports as unknown as { Matcher: MatcherRpc }).Matcher;
const picture = (name: 'PORTRAIT' | 'STRANGER'): Uint8Array =>
  Uint8Array.fromBase64((env as unknown as Record<string, string>)[name]!);

describe('the matcher in workerd', () => {
  it('has no bindings, and `fetch` like every Worker', () => {
    // The two pictures are the tests' own, as are the names of the runner.
    const bound = Object.keys(env).filter((name) => !name.startsWith('__VITEST'));
    expect(bound.toSorted()).toEqual(['PORTRAIT', 'STRANGER']);
    expect(typeof fetch).toBe('function');
  });

  it('says which weights it used and embeds a portrait as a vector of length 1', async () => {
    const { model, reasons, embedding } = await matcher.embedReference(picture('PORTRAIT'));
    expect(reasons).toEqual([]);
    expect(model.digest).toBe(manifest.models.embedding.sha256);
    expect(Math.hypot(...embedding!)).toBeCloseTo(1, 5);
  });

  it('opens its models ahead, and once', async () => {
    await matcher.warm();
    const began = performance.now();
    await matcher.warm();
    expect(performance.now() - began).toBeLessThan(20);
  });

  it('tells one person from another', async () => {
    const { embedding } = await matcher.embedReference(picture('PORTRAIT'));
    const scoreOf = async (image: Uint8Array) =>
      (await matcher.examine({ reference: embedding!, frames: [{ image, capturedAt: 0 }], steps: ['left'] }))
        .score!;
    expect(await scoreOf(picture('PORTRAIT'))).toBeGreaterThan(0.99);
    expect(await scoreOf(picture('STRANGER'))).toBeLessThan(0.3);
  });

  it('answers facts for what is no picture, and goes on', async () => {
    expect(await matcher.embedReference(new Uint8Array(50))).toMatchObject({
      reasons: ['undecodable'],
      embedding: null,
    });
    const broken = picture('PORTRAIT').slice(0, 9000).fill(0xff, 700);
    const facts = await matcher.examine({
      reference: new Float32Array(3),
      frames: Array.from({ length: 12 }, (_, at) => ({
        image: broken,
        capturedAt: at === 3 ? Number.NaN : at,
      })),
      steps: ['up'],
    });
    expect(facts.score).toBeNull();
    expect(facts.liveness).toMatchObject({ followed: false, samePerson: false });
    expect((await matcher.embedReference(picture('STRANGER'))).reasons).toEqual([]);
  });
});
