import type { FrameFacts } from '#schema/contract/face.ts';
import type { Raster } from './decode/raster.ts';
import { openModel } from './manifest.ts';
import { PROBE } from './quality/thresholds.ts';
import { memo } from './runtime/memo.ts';
import { ortSessions } from './runtime/ort.ts';
import type { Runtime } from './runtime/port.ts';
import { glance, type Finders } from './sight.ts';

/** What a camera picture shows right now. */
export interface Hint extends FrameFacts {
  /** Where the face is, as parts of the picture's width and height. */
  face: { left: number; top: number; right: number; bottom: number } | null;
}

/**
 * The part of the engine that a page runs while the camera is on: it finds the face and judges the picture exactly as
 * the matcher will. It holds no embedding model, so a page can tell nobody apart.
 */
export interface HintEngine {
  /** Loads detector and landmarks (16 MB with ONNX Runtime). A failed load may be tried again. */
  warm(): Promise<void>;
  /** @param picture `ImageData` of a canvas, or anything like it. */
  look(picture: Pick<ImageData, 'width' | 'height' | 'data'>): Promise<Hint>;
}

export function createHintEngine(runtime: Runtime): HintEngine {
  const open = ortSessions(runtime);
  const finders = memo(async (): Promise<Finders> => ({
    detector: await openModel(runtime, open, 'detector'),
    landmarks: await openModel(runtime, open, 'landmarks'),
  }));
  return {
    async warm() {
      await finders();
    },
    async look({ width, height, data }) {
      const raster: Raster = { width, height, channels: 4, data: data as Uint8ClampedArray };
      const { reasons, found } = await glance(await finders(), raster, PROBE);
      if (!found) return { reasons, pose: null, eyeSpan: null, face: null };
      const [left, top, right, bottom] = found.face.box;
      return {
        reasons,
        pose: found.pose,
        eyeSpan: found.eyeSpan,
        face: { left: left / width, top: top / height, right: right / width, bottom: bottom / height },
      };
    },
  };
}
