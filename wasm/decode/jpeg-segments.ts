import { readScan } from './jpeg-scan.ts';
import { readHuffman, readQuantisation, word } from './jpeg-tables.ts';
import { LIMITS } from './raster.ts';

/** A marker and what it says. */
export interface Segment {
  marker: number;
  body: Uint8Array;
}

/** What the segments so far have said. */
export interface Seen {
  frame: Frame | null;
  /** Which tables there are. */
  quantisation: Set<number>;
  huffman: Set<number>;
  scans: number;
  /** The first scan held every channel of a picture that is not progressive: no other may follow. */
  complete: boolean;
}

export interface Frame {
  width: number;
  height: number;
  progressive: boolean;
  channels: Channel[];
}
export interface Channel {
  id: number;
  /** Sampling factors. */
  across: number;
  down: number;
  quantisation: number;
}

/** By marker (ITU-T T.81, table B.1). */
const READERS: Record<number, (body: Uint8Array, seen: Seen) => boolean> = {
  0xc0: (body, seen) => readFrame(body, seen, false),
  0xc1: (body, seen) => readFrame(body, seen, false),
  0xc2: (body, seen) => readFrame(body, seen, true),
  0xc4: readHuffman,
  0xda: readScan,
  0xdb: readQuantisation,
  0xdc: () => true,
  0xdd: (body) => body.length === 2,
  0xfe: () => true,
};
const isApplication = (marker: number): boolean => marker >= 0xe0 && marker <= 0xef;

const BITS = 8;
const LONGEST_SIDE = 65_500;
const LARGEST_FACTOR = 4;

/** Whether libjpeg accepts the segment after those before it, and we the kind of picture. */
export function readSegment({ marker, body }: Segment, seen: Seen): boolean {
  return isApplication(marker) || (READERS[marker]?.(body, seen) ?? false);
}

function readFrame(body: Uint8Array, seen: Seen, progressive: boolean): boolean {
  const channels = channelsOf(body);
  if (seen.frame || body[0] !== BITS || !channels) return false;
  const [height, width] = [word(body, 1), word(body, 3)];
  seen.frame = { width, height, progressive, channels };
  return (
    [width, height].every((side) => side > 0 && side <= LONGEST_SIDE) &&
    width * height <= LIMITS.jpeg.pixels &&
    divide(channels.map(({ across }) => across)) &&
    divide(channels.map(({ down }) => down))
  );
}

/** Null unless grey or three channels. */
function channelsOf(body: Uint8Array): Channel[] | null {
  const count = body[5];
  if ((count !== 1 && count !== 3) || body.length !== 6 + 3 * count) return null;
  return Array.from({ length: count }, (_, k) => {
    const [id, factors, quantisation] = body.subarray(6 + 3 * k) as unknown as [number, number, number];
    return { id, across: factors >> 4, down: factors & 15, quantisation };
  });
}

/** Whether each factor is a part of the largest. */
function divide(factors: number[]): boolean {
  const largest = Math.max(...factors);
  return largest <= LARGEST_FACTOR && factors.every((factor) => factor > 0 && largest % factor === 0);
}
