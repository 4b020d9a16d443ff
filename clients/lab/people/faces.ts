import { readFile } from 'node:fs/promises';
import { createFaceEngine, type FaceEngine } from '#wasm/engine.ts';
import { nodeRuntime } from '#wasm/runtime/node.ts';
import { capturePresentation } from '#wasm/lab/synthetic/capture.ts';
import { PICTURES } from '#wasm/lab/synthetic/pictures.ts';
import type { Camera } from '#clients/sdk/step1.ts';

/** The two people of the demonstration, as a phone's camera would show them. Head movements are synthetic. */
export interface Faces {
  holderCamera: Camera;
  strangerCamera: Camera;
  /** JPEG file for the stranger's own chip. */
  strangerPortrait: string;
}

export async function openFaces(engine: FaceEngine = createFaceEngine(nodeRuntime)): Promise<Faces> {
  return {
    holderCamera: await cameraOn(engine, PICTURES.selfies.slice(0, 2)),
    strangerCamera: await cameraOn(engine, [PICTURES.stranger]),
    strangerPortrait: PICTURES.stranger,
  };
}

async function cameraOn(engine: FaceEngine, files: readonly string[]): Promise<Camera> {
  const portraits = await Promise.all(files.map(async (file) => new Uint8Array(await readFile(file))));
  return async (steps) => {
    const frames = await capturePresentation(engine, portraits, steps);
    return frames.map(({ image, capturedAt }) => ({ image: new Uint8Array(image), capturedAt }));
  };
}
