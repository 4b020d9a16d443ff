import type { Size } from './jpeg-header.ts';
import { LIMITS } from './raster.ts';

export interface Jpeg2000Header extends Size {
  components: 1 | 3;
}

const CODESTREAM = [0xff, 0x4f, 0xff, 0x51];
const SIGNATURE_BOX = [0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20];

/**
 * Reads the SIZ and COD segments of a JP2 file or a bare codestream without decoding it. Null for anything but 8-bit
 * grey or RGB without subsampling, within the limits: tiles, layers and small precincts each cost memory before the
 * first pixel.
 */
export function readJpeg2000Header(file: Uint8Array): Jpeg2000Header | null {
  if (file.length > LIMITS.jpeg2000.bytes) return null;
  const start = startOfCodestream(file);
  if (start < 0) return null;
  const size = readSize(file, start + 2);
  return size && hasModestCoding(file, start + 2) ? size : null;
}

function startOfCodestream(file: Uint8Array): number {
  if (startsWith(file, CODESTREAM, 0)) return 0;
  if (!startsWith(file, SIGNATURE_BOX, 0)) return -1;
  for (let at = SIGNATURE_BOX.length; at + 4 < file.length; at++)
    if (startsWith(file, CODESTREAM, at)) return at;
  return -1;
}

const startsWith = (file: Uint8Array, bytes: number[], at: number): boolean =>
  bytes.every((byte, index) => file[at + index] === byte);

function readSize(file: Uint8Array, at: number): Jpeg2000Header | null {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (at + 42 > file.length) return null;
  const [right, bottom, left, top, tileWidth, tileHeight, tileLeft, tileTop] = Array.from(
    { length: 8 },
    (_, k) => view.getUint32(at + 6 + 4 * k),
  ) as [number, number, number, number, number, number, number, number];
  const components = view.getUint16(at + 38);
  const size = { width: right - left, height: bottom - top };
  if (components !== 1 && components !== 3) return null;
  if (!fits(size) || tileWidth === 0 || tileHeight === 0) return null;
  const tiles = Math.ceil((right - tileLeft) / tileWidth) * Math.ceil((bottom - tileTop) / tileHeight);
  if (tiles > LIMITS.jpeg2000.tiles || !arePlain(file, at + 40, components)) return null;
  return { ...size, components };
}

/** A far-away origin does not cost pixels, but nobody needs one. */
const fits = ({ width, height }: Size): boolean =>
  width > 0 && height > 0 && width * height <= LIMITS.jpeg2000.pixels;

/** Every component 8-bit, unsigned and not subsampled. */
function arePlain(file: Uint8Array, at: number, components: number): boolean {
  for (let component = 0; component < components; component++) {
    const [depth, across, down] = file.subarray(at + 3 * component, at + 3 * component + 3);
    if (depth !== 7 || across !== 1 || down !== 1) return false;
  }
  return true;
}

/** The COD segment of the main header: few levels and layers, no precinct or code block smaller than usual. */
function hasModestCoding(file: Uint8Array, firstSegment: number): boolean {
  const at = findSegment(file, firstSegment, 0x52);
  if (at < 0 || at + 14 > file.length) return false;
  const { levels, layers } = LIMITS.jpeg2000;
  const layerCount = (file[at + 6]! << 8) | file[at + 7]!;
  if (layerCount === 0 || layerCount > layers || file[at + 9]! > levels) return false;
  const hasPrecincts = (file[at + 4]! & 1) === 1;
  if (!hasPrecincts) return true;
  const precincts = file.subarray(at + 14, at + 15 + file[at + 9]!);
  return precincts.every((sizes) => (sizes & 15) >= 4 && sizes >> 4 >= 4);
}

function findSegment(file: Uint8Array, from: number, marker: number): number {
  let at = from;
  while (at + 4 <= file.length && file[at] === 0xff && file[at + 1] !== 0x90) {
    if (file[at + 1] === marker) return at;
    at += 2 + ((file[at + 2]! << 8) | file[at + 3]!);
  }
  return -1;
}
