import { mkdir, open, readFile } from 'node:fs/promises';
import { createFaceEngine } from '#wasm/engine.ts';
import { nodeRuntime } from '#wasm/runtime/node.ts';
import type { Aim } from '#wasm/lab/synthetic/capture.ts';
import { cropAround } from '#wasm/lab/synthetic/crop.ts';
import { encodeJpeg } from '#wasm/lab/synthetic/jpeg.ts';

/** Pictures a second, as Chromium plays such a file. */
const RATE = 30;
/** Seconds that the head stays in one position. */
const STAY = 1.1;
const ORDER: readonly Aim[] = ['straight', 'left', 'right', 'straight', 'up', 'down', 'nearer'];
/** Rounds before the file begins anew; no two of them show the very same picture. */
const ROUNDS = 4;

/**
 * Writes the motion JPEG that Chromium's fake camera plays: a head that looks ahead, turns, nods and comes nearer,
 * again and again. The pictures are the local system's (`<pages>/lab/selfie/`): portraits bent over a mesh.
 */
export async function writeFakeVideo(pages: string, file: string): Promise<void> {
  const engine = createFaceEngine(nodeRuntime);
  await mkdir(file.replace(/[^/]+$/, ''), { recursive: true });
  const video = await open(file, 'w');
  try {
    for (let round = 0; round < ROUNDS; round++) {
      for (const [place, aim] of ORDER.entries()) {
        const picture = await engine.look(new Uint8Array(await readFile(`${pages}/lab/selfie/${aim}.jpg`)));
        const { raster } = picture!;
        const nearer = 1 + 0.008 * round + 0.004 * (place % 4);
        const middle = [raster.width / 2, raster.height / 2] as const;
        const image = await encodeJpeg(cropAround(raster, [...middle], 3 / 4, nearer));
        for (let frame = 0; frame < RATE * STAY; frame++) await video.write(image);
      }
    }
  } finally {
    await video.close();
  }
}
