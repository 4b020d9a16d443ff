import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeJpeg } from '../decode/decode.ts';
import { SPOILERS } from '#wasm/lab/evaluation/spoil.ts';
import { createHintEngine } from '../hints.ts';
import { openModel } from '../manifest.ts';
import { wasmCodecs } from '../runtime/codecs.ts';
import { nodeRuntime } from '../runtime/node.ts';
import { ortSessions } from '../runtime/ort.ts';
import { glance, see } from '../sight.ts';
import { PICTURES } from '#wasm/lab/synthetic/pictures.ts';
import { PROBE } from './thresholds.ts';

const open = ortSessions(nodeRuntime);
const finders = {
  detector: await openModel(nodeRuntime, open, 'detector'),
  landmarks: await openModel(nodeRuntime, open, 'landmarks'),
};
const hints = createHintEngine(nodeRuntime);
const picture = (await decodeJpeg(
  wasmCodecs(nodeRuntime),
  new Uint8Array(readFileSync(PICTURES.selfies[0]!)),
))!;
const good = await see(finders, picture, PROBE);

describe('a good picture', () => {
  it('has nothing wrong with it', () => {
    expect(good.reasons).toEqual([]);
  });

  it.each(SPOILERS)('spoilt by "$name" is refused: $reason', async ({ spoil, reason }) => {
    const { reasons } = await see(finders, spoil(picture, good.found!), PROBE);
    expect(reasons.includes(reason) || reasons.includes('no-face') ? reason : reasons).toBe(reason);
  });

  it.each(SPOILERS)('spoilt by "$name" gets the same reasons from the live hints', async ({ spoil }) => {
    const spoilt = spoil(picture, good.found!);
    const { reasons } = await hints.look(spoilt as never);
    expect(reasons).toEqual((await glance(finders, spoilt, PROBE)).reasons);
  });
});
