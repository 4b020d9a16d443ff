import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { embed } from '#wasm/embed/embed.ts';
import { dot } from '#wasm/embed/vector.ts';
import { createFaceEngine } from '#wasm/engine.ts';
import { align } from '#wasm/find/align.ts';
import { fivePoints } from '#wasm/find/mesh.ts';
import { nodeRuntime } from '#wasm/runtime/node.ts';
import { ortSessions } from '#wasm/runtime/ort.ts';
import { PICTURES } from '#wasm/lab/synthetic/pictures.ts';
import { DLIB } from './model.ts';

const file = DLIB.build();
const engine = createFaceEngine(nodeRuntime);

describe('a foreign model', () => {
  it('comes out of its package byte for byte', () => {
    expect(file.length).toBe(6_569_616);
    expect(createHash('sha256').update(file).digest('hex')).toBe(DLIB.sha256);
  });

  it('tells people apart by its own recipe', async () => {
    const model = await ortSessions(nodeRuntime)(file);
    const embedded = async (picture: string) => {
      const { raster, found } = (await engine.look(new Uint8Array(readFileSync(picture))))!;
      return (await embed(model, DLIB.recipe, align(raster, fivePoints(found!.mesh), DLIB.recipe.template)))
        .embedding;
    };
    const portrait = await embedded(PICTURES.portrait);
    expect(portrait.length).toBe(DLIB.recipe.dimensions);
    expect(Math.hypot(...portrait)).toBeCloseTo(1, 5);
    expect(dot(portrait, await embedded(PICTURES.selfies[0]!))).toBeGreaterThan(0.93);
    expect(dot(portrait, await embedded(PICTURES.stranger))).toBeLessThan(0.9);
  });
});
