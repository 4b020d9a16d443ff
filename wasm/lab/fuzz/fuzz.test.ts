import { beforeAll, describe, expect, it } from 'vitest';
import { benchPictures } from '#wasm/lab/bench/pictures.ts';
import { readJpegHeader } from '#wasm/decode/jpeg-header.ts';
import { createFaceEngine } from '#wasm/engine.ts';
import { wasmCodecs } from '#wasm/runtime/codecs.ts';
import { nodeRuntime } from '#wasm/runtime/node.ts';
import { bombs } from './bombs.ts';
import { mutated } from './mutate.ts';

const SEED = 2026;
const COUNT = 150;
const engine = createFaceEngine(nodeRuntime);

/** The short form of `npm run lab -- face:fuzz`. */
describe('broken pictures', () => {
  let jpeg: Uint8Array;
  let jpeg2000: Uint8Array;
  let good: Awaited<ReturnType<typeof engine.embedReference>>;

  beforeAll(async () => {
    ({ jpeg, jpeg2000 } = await benchPictures());
    good = await engine.embedReference(jpeg2000);
  });

  it('are the same every time, and broken', () => {
    const files = Array.from({ length: 40 }, (_, k) => mutated([jpeg, jpeg2000], SEED, k));
    expect(files).toEqual(Array.from({ length: 40 }, (_, k) => mutated([jpeg, jpeg2000], SEED, k)));
    expect(
      files.filter((file) => [jpeg, jpeg2000].some((one) => Buffer.compare(file, one) === 0)).length,
    ).toBeLessThan(4);
  });

  it(`get an answer, and ${COUNT} of them change nothing for good ones`, async () => {
    const kinds = new Set<string>();
    for (let number = 0; number < COUNT; number++) {
      const { reasons, embedding } = await engine.embedReference(mutated([jpeg, jpeg2000], SEED, number));
      expect(embedding === null).toBe(reasons.length > 0);
      kinds.add(reasons[0] ?? 'usable');
    }
    expect(kinds).toContain('undecodable');
    expect(kinds.size).toBeGreaterThan(2);
    expect(await engine.embedReference(jpeg2000)).toEqual(good);
  });

  it('never make mozjpeg give up once their markers are in order', async () => {
    const codecs = wasmCodecs(nodeRuntime);
    const files = Array.from({ length: 6 * COUNT }, (_, k) => mutated([jpeg], SEED, k)).filter(
      readJpegHeader,
    );
    expect(files.length).toBeGreaterThan(COUNT);
    for (const file of files) await expect(codecs.jpeg(file)).resolves.toHaveProperty('channels', 4);
  });

  it('that are bombs are refused, but for one that has only room around its face', async () => {
    const accepted: string[] = [];
    for (const [name, file] of Object.entries(await bombs(jpeg, jpeg2000)))
      if ((await engine.embedReference(file)).embedding) accepted.push(name);
    expect(accepted).toEqual(['JPEG 2000 that says one megapixel']);
    expect(await engine.embedReference(jpeg2000)).toEqual(good);
  });
});
