import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { toHex } from '#schema/contract/card.ts';
import { decodeJpeg2000 } from '#wasm/decode/decode.ts';
import { wasmCodecs } from '#wasm/runtime/codecs.ts';
import { nodeRuntime } from '#wasm/runtime/node.ts';
import { CHIP_PHOTO, chipPhoto } from './chip-photo.ts';
import { greyOf, scaled, type Grey } from './grey.ts';
import { PICTURES } from '#wasm/lab/synthetic/pictures.ts';

const path = PICTURES.selfies[2]!;
const codecs = wasmCodecs(nodeRuntime);
let jpeg: Uint8Array;
beforeAll(async () => {
  jpeg = new Uint8Array(await readFile(path));
});

/** By the decoder that the back end has. */
async function decode(jp2: Uint8Array): Promise<Grey> {
  const { width, height, channels, data } = (await decodeJpeg2000(codecs, jp2))!;
  expect(channels).toBe(1);
  return { width, height, pixels: new Uint8Array(data) };
}

/** Root of the mean square of the differences. */
const distance = (a: Grey, b: Grey): number =>
  Math.sqrt(a.pixels.reduce((sum, pixel, at) => sum + (pixel - b.pixels[at]!) ** 2, 0) / a.pixels.length);

describe('the photo of a chip', () => {
  it('is a JP2 file of 240 by 320 grey pixels and about 5 kB', async () => {
    const photo = await chipPhoto(jpeg);
    expect(toHex(photo.slice(0, 12))).toBe('0000000c6a5020200d0a870a');
    expect(photo.length).toBeGreaterThan(0.8 * CHIP_PHOTO.bytes);
    expect(photo.length).toBeLessThan(1.2 * CHIP_PHOTO.bytes);
    expect(await decode(photo)).toMatchObject({ width: 240, height: 320 });
  });

  it('shows the part that was asked for', async () => {
    const whole = await decode(await chipPhoto(jpeg));
    const same = await decode(await chipPhoto(jpeg, { left: 143, top: 0, width: 432, height: 576 }));
    const elsewhere = await decode(await chipPhoto(jpeg, { left: 0, top: 0, width: 432, height: 576 }));
    expect(distance(whole, same)).toBeLessThan(8);
    expect(distance(whole, elsewhere)).toBeGreaterThan(30);
  });

  it('is refused for what is no picture, and for a box outside', async () => {
    await expect(chipPhoto(new Uint8Array(100))).rejects.toThrow(/not a JPEG/);
    await expect(chipPhoto(jpeg.slice(0, 20))).rejects.toThrow(/not a JPEG that can be read/);
    for (const box of [
      { left: -1, top: 0, width: 30, height: 40 },
      { left: 0, top: 0, width: 30, height: 4000 },
      { left: 0, top: 0, width: 0, height: 40 },
      { left: Number.NaN, top: 0, width: 30, height: 40 },
    ])
      await expect(chipPhoto(jpeg, box)).rejects.toThrow(/not inside/);
  });
});

describe('scaling', () => {
  const ramp: Grey = {
    width: 8,
    height: 8,
    pixels: Uint8Array.from({ length: 64 }, (_, at) => 20 + 20 * (at % 8)),
  };

  it('keeps an even picture even, smaller and larger', () => {
    const even: Grey = { width: 9, height: 7, pixels: new Uint8Array(63).fill(77) };
    for (const [width, height] of [
      [3, 2],
      [20, 30],
    ] as const) {
      const { pixels } = scaled(even, { left: 0.5, top: 0.5, width: 8, height: 6 }, width, height);
      expect(new Set(pixels)).toEqual(new Set([77]));
    }
  });

  it('leaves a picture alone that has the right size', () => {
    const same = scaled(ramp, { left: 0, top: 0, width: 8, height: 8 }, 8, 8);
    expect(toHex(same.pixels)).toBe(toHex(ramp.pixels));
  });

  it('puts averages where several pixels become one', () => {
    const { pixels } = scaled(ramp, { left: 2, top: 2, width: 4, height: 4 }, 2, 2);
    expect([...pixels]).toEqual([70, 110, 70, 110]);
  });

  it('weighs the colours as eyes do', () => {
    const data = [255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255];
    expect([...greyOf({ width: 3, height: 1, data }).pixels]).toEqual([76, 150, 29]);
  });
});
