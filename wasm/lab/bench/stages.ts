import { align, ARCFACE } from '#wasm/find/align.ts';
import { decodeJpeg, decodeJpeg2000 } from '#wasm/decode/decode.ts';
import { chooseFace } from '#wasm/find/choose.ts';
import { detectFaces } from '#wasm/find/detect.ts';
import { createFaceEngine } from '#wasm/engine.ts';
import { embed } from '#wasm/embed/embed.ts';
import { findMesh, fivePoints } from '#wasm/find/mesh.ts';
import { EMBEDDING, MANIFEST, openModel } from '#wasm/manifest.ts';
import { measure } from '#wasm/quality/measures.ts';
import { wasmCodecs } from '#wasm/runtime/codecs.ts';
import type { OpenSession, Runtime } from '#wasm/runtime/port.ts';

export const STAGES = [
  'whole verification',
  'decode JPEG',
  'decode JPEG 2000',
  'detect',
  'landmarks',
  'measure',
  'align',
  'embed',
] as const;
export type Stage = (typeof STAGES)[number];

/** The whole and each stage of it on one pair of pictures, ready to be run again and again. */
export async function prepareStages(
  runtime: Runtime,
  open: OpenSession,
  jpeg: Uint8Array,
  jpeg2000: Uint8Array,
): Promise<Record<Stage, () => Promise<unknown>>> {
  const { recipe } = MANIFEST.profile;
  const codecs = wasmCodecs(runtime);
  const detector = await openModel(runtime, open, 'detector');
  const landmarks = await openModel(runtime, open, 'landmarks');
  const embedding = await openModel(runtime, open, EMBEDDING);
  const raster = (await decodeJpeg(codecs, jpeg))!;
  const face = chooseFace(await detectFaces(detector, raster), raster)!;
  const mesh = await findMesh(landmarks, raster, face);
  const five = fivePoints(mesh);
  const chip = align(raster, five, ARCFACE);
  const engine = createFaceEngine(runtime, { open });
  return {
    'whole verification': async () => {
      const { embedding } = await engine.embedReference(jpeg2000);
      await engine.examine({
        reference: embedding!,
        frames: [{ image: jpeg, capturedAt: 0 }],
        steps: ['left'],
      });
    },
    'decode JPEG': () => decodeJpeg(codecs, jpeg),
    'decode JPEG 2000': () => decodeJpeg2000(codecs, jpeg2000),
    detect: () => detectFaces(detector, raster),
    landmarks: () => findMesh(landmarks, raster, face),
    measure: async () => measure(chip, raster, mesh),
    align: async () => align(raster, five, ARCFACE),
    embed: () => embed(embedding, recipe, align(raster, five, recipe.template)),
  };
}
