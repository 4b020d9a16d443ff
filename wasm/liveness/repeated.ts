import type { Raster } from '#wasm/decode/raster.ts';

/** Places of a picture that are looked at, along each axis. */
const PLACES = 24;
/** No camera takes the same picture twice: of the noise alone most places differ. */
const MOST_EQUAL = 0.97;

/** Part of a picture, in parts of its width and height. */
export interface Part {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Colours at places of a picture, row by row. */
export type Patch = Uint8Array;

/** What is kept of a frame to know it again. All frames of a presentation are looked at in the same part. */
export function patchOf(
  { width, height, channels, data }: Raster,
  { left, top, right, bottom }: Part,
): Patch {
  const patch = new Uint8Array(PLACES * PLACES * channels);
  const along = (from: number, to: number, place: number, size: number): number =>
    Math.min(Math.max(Math.round((from + ((to - from) * (place + 0.5)) / PLACES) * size), 0), size - 1);
  for (let row = 0; row < PLACES; row++)
    for (let column = 0; column < PLACES; column++) {
      const from = along(top, bottom, row, height) * width + along(left, right, column, width);
      const pixel = data.subarray(from * channels, (from + 1) * channels);
      patch.set(pixel, (row * PLACES + column) * channels);
    }
  return patch;
}

/** Whether two of the frames are one picture, whatever was changed in its file or beside the face. */
export function hasRepeated(patches: readonly Patch[]): boolean {
  return patches.some((one, index) => patches.slice(index + 1).some((other) => isSame(one, other)));
}

function isSame(one: Patch, other: Patch): boolean {
  if (one.length !== other.length) return false;
  const channels = one.length / (PLACES * PLACES);
  let equal = 0;
  for (let place = 0; place < one.length; place += channels) {
    let same = 1;
    for (let at = place; at < place + channels; at++) if (one[at] !== other[at]) same = 0;
    equal += same;
  }
  return equal >= MOST_EQUAL * PLACES * PLACES;
}
