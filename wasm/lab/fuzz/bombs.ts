import { encodeJpeg } from '#wasm/lab/synthetic/jpeg.ts';

/** Files that are made to cost more than they are worth, by name. */
export async function bombs(jpeg: Uint8Array, jpeg2000: Uint8Array): Promise<Record<string, Uint8Array>> {
  const frame = markerAt(jpeg, 0xc0, 0xc2);
  const size = markerAt(jpeg2000, 0x51);
  const coding = markerAt(jpeg2000, 0x52);
  return {
    'JPEG of 0 × 0': edited(jpeg, frame + 5, 0, 0, 0, 0),
    'JPEG that says 65535 × 65535': edited(jpeg, frame + 5, 0xff, 0xff, 0xff, 0xff),
    'JPEG of 60000 × 1': await grey(60_000, 1),
    'JPEG of 1 × 60000': await grey(1, 60_000),
    'JPEG of 1 × 1': await grey(1, 1),
    'JPEG of two megapixels': await grey(1600, 1250),
    'JPEG of two megapixels with a broken table behind': Uint8Array.from([
      ...(await grey(1600, 1250)).subarray(0, -2),
      0xff,
      0xc4,
      0,
      3,
      9,
    ]),
    'JPEG of a thousand scans': Uint8Array.from([
      ...edited(jpeg, frame + 1, 0xc2).subarray(0, markerAt(jpeg, 0xda)),
      ...Array.from({ length: 1000 }, () => [0xff, 0xda, 0, 8, 1, jpeg[frame + 10]!, 0, 1, 63, 0]).flat(),
    ]),
    'JPEG 2000 of 0 × 0': edited(jpeg2000, size + 6, 0, 0, 0, 0, 0, 0, 0, 0),
    'JPEG 2000 that says 4 billion pixels a side': edited(
      jpeg2000,
      size + 6,
      ...Array.from({ length: 8 }, () => 0xff),
    ),
    'JPEG 2000 that says 60000 × 1': edited(jpeg2000, size + 6, 0, 0, 0xea, 0x60, 0, 0, 0, 1),
    'JPEG 2000 that says one megapixel': edited(jpeg2000, size + 6, 0, 0, 3, 0xe8, 0, 0, 3, 0xe8),
    'JPEG 2000 with a tile for each pixel': edited(jpeg2000, size + 22, 0, 0, 0, 1, 0, 0, 0, 1),
    'JPEG 2000 of 65535 layers': edited(jpeg2000, coding + 6, 0xff, 0xff),
    'JPEG 2000 of 16384 channels': edited(jpeg2000, size + 38, 0x40, 0),
    nothing: new Uint8Array(0),
    zeros: new Uint8Array(300_000),
  };
}

const grey = (width: number, height: number) =>
  encodeJpeg({ width, height, channels: 1, data: new Uint8Array(width * height).fill(90) });

const markerAt = (file: Uint8Array, ...kinds: number[]): number =>
  file.findIndex((byte, at) => byte === 0xff && kinds.includes(file[at + 1]!));

function edited(file: Uint8Array, at: number, ...bytes: number[]): Uint8Array {
  const copy = Uint8Array.from(file);
  copy.set(bytes, at);
  return copy;
}
