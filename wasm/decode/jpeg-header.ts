import { readSegment, type Seen, type Segment } from './jpeg-segments.ts';
import { LIMITS } from './raster.ts';

export interface Size {
  width: number;
  height: number;
}

const END = 0xd9;
/** Zero says that 0xff was data; the others (TEM, restarts) stand alone. */
const hasSegment = (marker: number): boolean => marker > 1 && (marker < 0xd0 || marker > 0xd7);

/**
 * Reads all of a JPEG's markers without decoding it. Null for anything but an 8-bit grey or three-channel Huffman JPEG
 * within the limits.
 *
 * libjpeg leaves a file by an exit if a marker is wrong, wherever in the file, and never frees what it had. So whatever it
 * would not accept is refused here; wrong data between the markers only make it draw a wrong picture.
 */
export function readJpegHeader(file: Uint8Array): Size | null {
  if (file.length > LIMITS.jpeg.bytes || file[0] !== 0xff || file[1] !== 0xd8) return null;
  const seen: Seen = { frame: null, quantisation: new Set(), huffman: new Set(), scans: 0, complete: false };
  for (const segment of segmentsOf(file)) if (!segment || !readSegment(segment, seen)) return null;
  if (!seen.frame || seen.scans === 0) return null;
  const { width, height } = seen.frame;
  return { width, height };
}

/** In the way libjpeg looks for markers: what lies between is skipped. Null: a segment that the file does not hold. */
function* segmentsOf(file: Uint8Array): Generator<Segment | null> {
  for (let at = file.indexOf(0xff, 2); at >= 0; at = file.indexOf(0xff, at)) {
    const marker = file[at + 1];
    if (marker === undefined || marker === END) return;
    if (marker === 0xff) at += 1;
    else if (!hasSegment(marker)) at += 2;
    else {
      const end = at + 2 + ((file[at + 2]! << 8) | file[at + 3]!);
      const held = end >= at + 4 && end <= file.length;
      yield held ? { marker, body: file.subarray(at + 4, end) } : null;
      at = end;
    }
  }
}
