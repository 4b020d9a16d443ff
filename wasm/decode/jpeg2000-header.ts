import { openJp2 } from './jp2-boxes.ts';
import type { Size } from './jpeg-header.ts';
import { hasModestCoding, readSegments, type Segment } from './jpeg2000-coding.ts';
import { LIMITS } from './raster.ts';

export interface Jpeg2000Header extends Size {
  components: 1 | 3;
}

const SIZ = 0x51;

/**
 * Reads the headers of a JP2 file or a bare codestream without decoding it. Null for anything but 8-bit grey or colour
 * without subsampling, within the limits: tiles, layers and precincts each cost memory before the first pixel.
 */
export function readJpeg2000Header(file: Uint8Array): Jpeg2000Header | null {
  if (file.length > LIMITS.jpeg2000.bytes) return null;
  const jp2 = openJp2(file);
  const segments = jp2 && readSegments(jp2.codestream);
  if (segments?.[0]?.marker !== SIZ) return null;
  const size = readSize(segments[0]);
  if (!size || (size.header.components === 3 && jp2!.colour === 'other')) return null;
  return hasModestCoding(segments, size) ? size.header : null;
}

/** What the SIZ segment says. */
interface Siz {
  header: Jpeg2000Header;
  tiles: number;
  /** Of one tile, which may be larger than the picture. */
  tile: Size;
}

function readSize({ content }: Segment): Siz | null {
  if (content.length < 39) return null;
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const [right, bottom, left, top, tileWidth, tileHeight, tileLeft, tileTop] = Array.from(
    { length: 8 },
    (_, k) => view.getUint32(2 + 4 * k),
  ) as [number, number, number, number, number, number, number, number];
  const components = view.getUint16(34);
  const size = { width: right - left, height: bottom - top };
  if (components !== 1 && components !== 3) return null;
  if (!fits(size) || tileWidth === 0 || tileHeight === 0) return null;
  const tiles = Math.ceil((right - tileLeft) / tileWidth) * Math.ceil((bottom - tileTop) / tileHeight);
  if (tiles > LIMITS.jpeg2000.tiles || !arePlain(content.subarray(36), components)) return null;
  return { header: { ...size, components }, tiles, tile: { width: tileWidth, height: tileHeight } };
}

/** A far-away origin does not cost pixels, but nobody needs one. */
const fits = ({ width, height }: Size): boolean =>
  width > 0 && height > 0 && width * height <= LIMITS.jpeg2000.pixels;

/** Every component 8-bit, unsigned and not subsampled. */
function arePlain(depths: Uint8Array, components: number): boolean {
  for (let component = 0; component < components; component++) {
    const [depth, across, down] = depths.subarray(3 * component, 3 * component + 3);
    if (depth !== 7 || across !== 1 || down !== 1) return false;
  }
  return true;
}
