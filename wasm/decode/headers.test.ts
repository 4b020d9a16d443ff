import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { chipPhoto } from '#clients/lab/card/personalise/chip-photo.ts';
import { encodeJpeg } from '#wasm/lab/synthetic/jpeg.ts';
import { PICTURES } from '#wasm/lab/synthetic/pictures.ts';
import { readJpegHeader } from './jpeg-header.ts';
import { readJpeg2000Header } from './jpeg2000-header.ts';

const portrait = new Uint8Array(readFileSync(PICTURES.portrait));
const jpeg = await encodeJpeg({
  width: 72,
  height: 58,
  channels: 3,
  data: Uint8Array.from({ length: 72 * 58 * 3 }, (_, k) => (k * k) >> 3),
});
const markerAt = (file: Uint8Array, ...markers: number[]): number =>
  file.findIndex((byte, at) => byte === 0xff && markers.includes(file[at + 1]!));

function edited(file: Uint8Array, at: number, ...bytes: number[]): Uint8Array {
  const copy = new Uint8Array(file);
  copy.set(bytes, at);
  return copy;
}

describe('a JPEG before it is decoded', () => {
  const at = markerAt(jpeg, 0xc0);
  const scan = markerAt(jpeg, 0xda);
  const id = jpeg[at + 10]!;
  const progressive = edited(jpeg, at + 1, 0xc2).subarray(0, scan);
  const ended = (...bytes: number[]): Uint8Array =>
    new Uint8Array([...jpeg.subarray(0, -2), ...bytes, 0xff, 0xd9]);
  const scans = (count: number): Uint8Array =>
    new Uint8Array([
      ...progressive,
      ...Array.from({ length: count }, () => [0xff, 0xda, 0, 8, 1, id, 0, 1, 63, 0]).flat(),
    ]);

  it('says how large it is', () => {
    expect(readJpegHeader(jpeg)).toEqual({ width: 72, height: 58 });
    expect(readJpegHeader(portrait)).toEqual({ width: 720, height: 576 });
  });

  it.each([
    ['its data cut off', jpeg.subarray(0, scan + 300)],
    ['a comment and restarts in its data', ended(0xff, 0xd0, 0xff, 0, 0xff, 0xfe, 0, 4, 1, 2)],
    ['anything behind its end', new Uint8Array([...jpeg, 0xff, 0xda, 0xff, 0xc0])],
    ['forty scans', scans(40)],
  ])('is looked at with %s', (_, file) => {
    expect(readJpegHeader(file)).toEqual({ width: 72, height: 58 });
  });

  it.each([
    ['no pixels', edited(jpeg, at + 5, 0, 0)],
    ['60000 × 60000 pixels', edited(jpeg, at + 5, 0xea, 0x60, 0xea, 0x60)],
    ['two million and one pixels', edited(jpeg, at + 5, 0x07, 0xd1, 0x03, 0xe9)],
    ['12 bits', edited(jpeg, at + 4, 12)],
    ['four channels', edited(jpeg, at + 9, 4)],
    ['arithmetic coding', edited(jpeg, at + 1, 0xc9)],
    ['lossless coding', edited(jpeg, at + 1, 0xc3)],
    ['too many bytes', Uint8Array.from({ length: 500_000 }, (_, k) => jpeg[k] ?? 0)],
    ['its header cut off', jpeg.subarray(0, at + 4)],
    ['nothing in it', new Uint8Array(0)],
    ['a bomb of scans', scans(41)],
    ['no scan', jpeg.subarray(0, scan)],
    ['a scan too many', ended(...jpeg.subarray(scan, scan + 14))],
    ['a scan of an unknown channel', edited(jpeg, scan + 5, 99)],
    ['a channel twice in a scan', edited(jpeg, scan + 7, id)],
    ['channels in another order', edited(edited(jpeg, scan + 5, jpeg[scan + 7]!), scan + 7, id)],
    ['a scan that refines what is not there', edited(scans(1), progressive.length + 9, 0x42)],
    ['a sampling factor of 5', edited(jpeg, at + 11, 0x51)],
    ['a sampling factor of 0', edited(jpeg, at + 11, 0x10)],
    ['a quantisation table that is not there', edited(jpeg, at + 12, 3)],
    ['a Huffman table that is not there', edited(jpeg, scan + 6, 0x22)],
    ['a table of all codes and more', ended(0xff, 0xc4, 0, 22, 0, 3, ...Array.from({ length: 18 }, () => 0))],
    ['a DC table of 16 bits', ended(0xff, 0xc4, 0, 20, 0, 1, ...Array.from({ length: 15 }, () => 0), 16)],
    ['half a table in its data', ended(0xff, 0xc4, 0, 3, 0)],
    ['half a quantisation table in its data', ended(0xff, 0xdb, 0, 3, 0)],
    ['a second frame', ended(...jpeg.subarray(at, at + 19))],
    ['a second beginning', ended(0xff, 0xd8)],
    ['a marker that does not exist', ended(0xff, 0x02, 0, 2)],
    ['a segment longer than it is', ended(0xff, 0xfe, 0xff, 0xff)],
    ['a segment shorter than its length', ended(0xff, 0xfe, 0, 1)],
  ])('is refused with %s', (_, file) => {
    expect(readJpegHeader(file)).toBeNull();
  });
});

describe('a JPEG 2000 file before it is decoded', () => {
  let file: Uint8Array;
  let size: number;
  let coding: number;

  beforeAll(async () => {
    file = await chipPhoto(portrait);
    size = file.findIndex((byte, at) => byte === 0xff && file[at + 1] === 0x51);
    coding = file.findIndex((byte, at) => byte === 0xff && file[at + 1] === 0x52);
  });

  it('says how large it is, in its box and bare', () => {
    const expected = { width: 240, height: 320, components: 1 };
    expect(readJpeg2000Header(file)).toEqual(expected);
    expect(readJpeg2000Header(file.subarray(size - 2))).toEqual(expected);
  });

  it.each<[string, () => Uint8Array]>([
    ['four billion pixels', () => edited(file, size + 6, 0xff, 0xff, 0xff, 0xff)],
    ['a negative width', () => edited(file, size + 14, 0, 0, 2, 0)],
    ['one pixel a tile', () => edited(file, size + 22, 0, 0, 0, 1, 0, 0, 0, 1)],
    ['tiles of nothing', () => edited(file, size + 22, 0, 0, 0, 0)],
    ['60 channels', () => edited(file, size + 38, 0, 60)],
    ['16 bits', () => edited(file, size + 40, 15)],
    ['subsampling', () => edited(file, size + 41, 2)],
    ['60000 layers', () => edited(file, coding + 6, 0xea, 0x60)],
    ['32 levels', () => edited(file, coding + 9, 32)],
    ['too many bytes', () => Uint8Array.from({ length: 70_000 }, (_, k) => file[k] ?? 0)],
    ['its header cut off', () => file.subarray(0, coding + 6)],
    ['nothing in it', () => new Uint8Array(0)],
  ])('is refused with %s', (_, make) => {
    expect(readJpeg2000Header(make())).toBeNull();
  });
});
