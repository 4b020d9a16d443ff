import type { Size } from './jpeg-header.ts';
import { LIMITS } from './raster.ts';

/** A marker segment of a header, without its marker and length. */
export interface Segment {
  marker: number;
  content: Uint8Array;
}

const [COD, COC, SOT, SOD] = [0x52, 0x53, 0x90, 0x93];
/** From a tile part's marker to its length, which counts from the marker. */
const TILE_PART_LENGTH = 6;

/** The segments of the main header and of every tile part's, which may overrule it. Null if they are cut off. */
export function readSegments(codestream: Uint8Array): Segment[] | null {
  const view = new DataView(codestream.buffer, codestream.byteOffset, codestream.byteLength);
  const segments: Segment[] = [];
  let nextPart = 0;
  for (let at = 2; at + 4 <= codestream.length && codestream[at] === 0xff;) {
    const marker = codestream[at + 1]!;
    if (marker === SOD) {
      if (nextPart <= at) return segments;
      at = nextPart;
      continue;
    }
    const end = at + 2 + view.getUint16(at + 2);
    if (end < at + 4 || end > codestream.length) return null;
    segments.push({ marker, content: codestream.subarray(at + 4, end) });
    if (marker === SOT) {
      if (end < at + 12) return null;
      nextPart = at + view.getUint32(at + TILE_PART_LENGTH);
    }
    at = end;
  }
  return nextPart > 0 ? segments : null;
}

interface Pixels {
  header: Size & { components: number };
  tiles: number;
  tile: Size;
}

/** Few levels, layers and precincts, whichever segment says them; and one says them for all. */
export function hasModestCoding(segments: readonly Segment[], pixels: Pixels): boolean {
  const codings = segments.filter(({ marker }) => marker === COD || marker === COC);
  return codings.some(({ marker }) => marker === COD) && codings.every((coding) => isModest(coding, pixels));
}

function isModest({ marker, content }: Segment, pixels: Pixels): boolean {
  const most = LIMITS.jpeg2000;
  const isForAll = marker === COD;
  const [levels, ...rest] = content.subarray(isForAll ? 5 : 2);
  const layers = isForAll ? (content[2]! << 8) | content[3]! : 1;
  if (levels === undefined || levels > most.levels || layers === 0 || layers > most.layers) return false;
  const hasSizes = (content[isForAll ? 0 : 1]! & 1) === 1;
  const sizes = Array.from({ length: levels + 1 }, (_, level) => (hasSizes ? rest[4 + level] : LARGEST));
  return rest.length >= 4 && precinctsOf(sizes, pixels) <= most.precincts;
}

/** A level that says no size of its own. */
const LARGEST = 0xff;

const along = (length: number, halvings: number, exponent: number): number =>
  Math.ceil(Math.ceil(length / 2 ** halvings) / 2 ** exponent) + 1;

/**
 * At most how many precincts there are, by the exponents of their sizes from the smallest picture to the whole one. A
 * tile may begin inside a precinct, so along each side there may be one more than fit.
 */
function precinctsOf(sizes: readonly (number | undefined)[], { header, tiles, tile }: Pixels): number {
  const width = Math.min(header.width, tile.width);
  const height = Math.min(header.height, tile.height);
  return sizes.reduce<number>((sum, size, level) => {
    if (size === undefined) return Number.POSITIVE_INFINITY;
    const halvings = sizes.length - 1 - level;
    const number = along(width, halvings, size & 15) * along(height, halvings, size >> 4);
    return sum + number * tiles * header.components;
  }, 0);
}
