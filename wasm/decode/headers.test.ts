import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { chipPhoto } from '#clients/card/virtual/personalise/chip-photo.ts';
import { PICTURES } from '../synthetic/pictures.ts';
import { readJpegHeader } from './jpeg-header.ts';
import { readJpeg2000Header } from './jpeg2000-header.ts';

const jpeg = new Uint8Array(readFileSync(PICTURES.portrait));
const frameAt = (file: Uint8Array): number =>
  file.findIndex((byte, at) => byte === 0xff && [0xc0, 0xc2].includes(file[at + 1]!));

function edited(file: Uint8Array, at: number, ...bytes: number[]): Uint8Array {
  const copy = new Uint8Array(file);
  copy.set(bytes, at);
  return copy;
}

describe('a JPEG before it is decoded', () => {
  const at = frameAt(jpeg);

  it('says how large it is', () => {
    expect(readJpegHeader(jpeg)).toEqual({ width: 720, height: 576 });
    expect(at).toBeGreaterThan(0);
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
    ['a bomb of scans', new Uint8Array([...jpeg, ...Array.from({ length: 200 }, () => [0xff, 0xda]).flat()])],
  ])('is refused with %s', (_, file) => {
    expect(readJpegHeader(file)).toBeNull();
  });
});

describe('a JPEG 2000 file before it is decoded', () => {
  let file: Uint8Array;
  let size: number;
  let coding: number;

  beforeAll(async () => {
    file = await chipPhoto(jpeg);
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
