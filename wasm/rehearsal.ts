import { decodeJpeg, decodeJpeg2000 } from './decode/decode.ts';
import { release, type Raster } from './decode/raster.ts';
import { chipFor, embed, type Recipe } from './embed/embed.ts';
import { align, ARCFACE } from './find/align.ts';
import { detectFaces, type Detection } from './find/detect.ts';
import { findMesh, fivePoints } from './find/mesh.ts';
import { measure } from './quality/measures.ts';
import type { Codecs, Session } from './runtime/port.ts';
import type { Finders } from './sight.ts';

/** Grey squares of 8 × 8 and 64 × 64 pixels. */
const JPEG = bytes(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wCEAAYGBgYHBgcICAcKCwoLCg8ODAwODxYQERAREBYiFRkVFRkVIh4kHhweJB42KiYmKjY+NDI0PkxERExfWl98fKcBBgYGBgcGBwgIBwoLCgsKDw4MDA4PFhAREBEQFiIVGRUVGRUiHiQeHB4kHjYqJiYqNj40MjQ+TERETF9aX3x8p//AABEIAAgACAMBIQACEQEDEQH/xABKAAEAAAAAAAAAAAAAAAAAAAAAEAEAAAAAAAAAAAAAAAAAAAAAAQEAAAAAAAAAAAAAAAAAAAAAEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwAA/9k=',
);
const JPEG2000 = bytes(
  '/0//UQApAAAAAABAAAAAQAAAAAAAAAAAAAAAQAAAAEAAAAAAAAAAAAABBwEB/1IADAACAAEABQQEAAH/XAATQEBISFBISFBISFBISFBISFD/ZAAlAAFDcmVhdGVkIGJ5IE9wZW5KUEVHIHZlcnNpb24gMi41LjT/kAAKAAAAAAAUAAH/k4CAgICAgP/Z',
);

/** Until V8 has compiled the models' code for good: measured with `npm run lab -- face:first`. */
const TIMES = 10;
const [WIDTH, HEIGHT] = [480, 640];
/** Where a face would be. */
const FACE: Detection = {
  score: 1,
  box: [140, 220, 340, 420],
  keypoints: [
    [200, 290],
    [280, 290],
  ],
};

/**
 * Goes a picture's whole way with nothing on it: code is compiled when it first runs, and decoders are opened then too,
 * so without this the first person pays for both.
 */
export async function rehearse(
  codecs: Codecs,
  finders: Finders,
  embedder: Session,
  recipe: Recipe,
): Promise<void> {
  await decodeJpeg2000(codecs, JPEG2000);
  await decodeJpeg(codecs, JPEG);
  const raster: Raster = {
    width: WIDTH,
    height: HEIGHT,
    channels: 4,
    data: new Uint8ClampedArray(4 * WIDTH * HEIGHT),
  };
  for (let time = 0; time < TIMES; time++) {
    await detectFaces(finders.detector, raster);
    const mesh = await findMesh(finders.landmarks, raster, FACE);
    const chip = align(raster, fivePoints(mesh), ARCFACE);
    measure(chip, raster, mesh);
    await embed(embedder, recipe, chipFor(recipe, raster, mesh, chip));
  }
  release(raster.data);
}

function bytes(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
