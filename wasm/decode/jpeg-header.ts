import { LIMITS } from './limits.ts';

export interface Size {
  width: number;
  height: number;
}

const START_OF_FRAME = { baseline: 0xc0, extended: 0xc1, progressive: 0xc2 };

/**
 * Reads a JPEG's markers without decoding it. Null for anything but an 8-bit grey or three-channel Huffman JPEG within
 * the limits; `scans` is limited because each one of a progressive file costs a pass over all pixels.
 */
export function readJpegHeader(file: Uint8Array): Size | null {
  const { bytes, pixels, scans } = LIMITS.jpeg;
  if (file.length > bytes || file[0] !== 0xff || file[1] !== 0xd8) return null;
  const frame = findFrame(file);
  if (!frame || frame.width * frame.height === 0 || frame.width * frame.height > pixels) return null;
  return countScans(file) <= scans ? frame : null;
}

function findFrame(file: Uint8Array): Size | null {
  let at = 2;
  while (at + 9 < file.length) {
    if (file[at] !== 0xff) return null;
    const marker = file[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrame(marker)) return readFrame(file, at);
    if (marker === 0xda || marker < 0xc0) return null;
    at += 2 + word(file, at + 2);
  }
  return null;
}

const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

function readFrame(file: Uint8Array, at: number): Size | null {
  const known = Object.values(START_OF_FRAME).includes(file[at + 1]!);
  const precision = file[at + 4];
  const components = file[at + 9];
  if (!known || precision !== 8 || (components !== 1 && components !== 3)) return null;
  return { height: word(file, at + 5), width: word(file, at + 7) };
}

function countScans(file: Uint8Array): number {
  let scans = 0;
  for (let at = file.indexOf(0xff); at >= 0; at = file.indexOf(0xff, at + 1))
    if (file[at + 1] === 0xda) scans += 1;
  return scans;
}

const word = (file: Uint8Array, at: number): number => (file[at]! << 8) | file[at + 1]!;
