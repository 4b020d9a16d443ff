import { describe, expect, it } from 'vitest';
import { ascii, concat, type Octets } from '#schema/contract/card.ts';
import { encodeJpeg2000 } from '#wasm/lab/synthetic/jpeg2000.ts';
import { wasmCodecs } from '#wasm/runtime/codecs.ts';
import { nodeRuntime } from '#wasm/runtime/node.ts';
import { decodeJpeg2000 } from './decode.ts';
import { readJpeg2000Header } from './jpeg2000-header.ts';

const codecs = wasmCodecs(nodeRuntime);
const [WIDTH, HEIGHT] = [60, 80];
const [SRGB, GREY, SYCC, CMYK] = [16, 17, 18, 12];

const u32 = (value: number): Octets => Uint8Array.of(value >>> 24, value >> 16, value >> 8, value);
const box = (kind: string, ...content: Uint8Array[]): Octets => {
  const whole = concat(...content);
  return concat(u32(whole.length + 8), ascii(kind), whole);
};
const colour = (space: number): Octets => box('colr', Uint8Array.of(1, 0, 0), u32(space));

function jp2(
  codestream: Uint8Array,
  components: number,
  inHeader: Uint8Array,
  ...between: Uint8Array[]
): Octets {
  const ihdr = box('ihdr', u32(HEIGHT), u32(WIDTH), Uint8Array.of(0, components, 7, 7, 0, 0));
  return concat(
    box('jP  ', Uint8Array.of(13, 10, 0x87, 10)),
    box('ftyp', ascii('jp2 '), u32(0), ascii('jp2 ')),
    box('jp2h', ihdr, inHeader),
    ...between,
    box('jp2c', codestream),
  );
}

const grey = await encodeJpeg2000([WIDTH, HEIGHT], 1, (at) => [(at * 7) & 255]);
const expected = (await codecs.jpeg2000(grey, { width: WIDTH, height: HEIGHT, components: 1 })).data;
const pixelsOf = async (file: Uint8Array) => (await decodeJpeg2000(codecs, file))?.data ?? null;

/** Another coding segment: with these sizes of precincts, the whole picture's first. */
function withPrecincts(file: Uint8Array, sizes: readonly number[]): Octets {
  const at = file.findIndex((byte, index) => byte === 0xff && file[index + 1] === 0x52);
  const levels = file[at + 9]!;
  const last = sizes.at(-1)!;
  const all = Array.from(
    { length: levels + 1 },
    (_, k) => sizes[k] ?? Math.max(1, last >> (k - sizes.length + 1)),
  );
  const exponents = all.map((size) => Math.log2(size) * 0x11).reverse();
  const segment = Uint8Array.from([...file.subarray(at, at + 14), ...exponents]);
  segment.set([12 + exponents.length, 1], 3);
  return concat(file.subarray(0, at), segment, file.subarray(at + 14));
}

describe('precincts', () => {
  it('may be small: what OpenJPEG makes of [128,128],[64,64] is decoded', async () => {
    const file = withPrecincts(grey, [128, 64]);
    expect(await pixelsOf(file)).toEqual(expected);
  });

  it('may be small in a photo of a chip', () => {
    const file = withPrecincts(grey, [128, 64]);
    file.set([...u32(240), ...u32(320)], 8);
    file.set([...u32(240), ...u32(320)], 24);
    expect(readJpeg2000Header(file)).toEqual({ width: 240, height: 320, components: 1 });
  });

  it('may not be many, in the main header, for one component, or in a tile’s', () => {
    const large = concat(grey);
    large.set([...u32(1000), ...u32(1000)], 8);
    large.set([...u32(1000), ...u32(1000)], 24);
    expect(readJpeg2000Header(large)).not.toBeNull();
    expect(readJpeg2000Header(withPrecincts(large, [2, 2, 2, 2, 2, 2]))).toBeNull();
    const tilePart = large.findIndex((byte, at) => byte === 0xff && large[at + 1] === 0x90);
    const own = Uint8Array.of(0xff, 0x53, 0, 10, 0, 1, 0, 4, 4, 0, 1, 0x11);
    expect(readJpeg2000Header(concat(large.subarray(0, tilePart), own, large.subarray(tilePart)))).toBeNull();
    const inTile = concat(large.subarray(0, tilePart + 12), own, large.subarray(tilePart + 12));
    inTile.set(u32(inTile.length - 2 - tilePart), tilePart + 6);
    expect(readJpeg2000Header(inTile)).toBeNull();
  });
});

describe('boxes', () => {
  const decoy = box('uuid', new Uint8Array(16), Uint8Array.of(0xff, 0x4f, 0xff, 0x51, 0, 41, 0, 0));

  it('are walked, so that what looks like a codestream in another box hides nothing', async () => {
    expect(await pixelsOf(jp2(grey, 1, colour(GREY), decoy))).toEqual(expected);
    const long = concat(u32(1), ascii('uuid'), u32(0), u32(decoy.length + 8), decoy.subarray(8));
    expect(await pixelsOf(jp2(grey, 1, colour(GREY), long))).toEqual(expected);
  });

  it('need one with a codestream', async () => {
    const file = jp2(grey, 1, colour(GREY));
    const start = file.length - grey.length - 8;
    expect(await pixelsOf(concat(file.subarray(0, start), box('uuid', grey)))).toBeNull();
    for (const length of [2, 7, 15])
      expect(await pixelsOf(concat(file.subarray(0, start), u32(length), ascii('free'), grey))).toBeNull();
    for (let cut = 0; cut < start + 40; cut++) expect(await pixelsOf(file.subarray(0, cut))).toBeNull();
  });

  it('may end with the file', async () => {
    const file = jp2(grey, 1, colour(GREY));
    file.set(u32(0), file.length - grey.length - 8);
    expect(await pixelsOf(file)).toEqual(expected);
  });
});

describe('the last marker', () => {
  it('may be missing, bare and in a box', async () => {
    const cut = grey.subarray(0, -2);
    expect(await pixelsOf(cut)).toEqual(expected);
    expect(await pixelsOf(jp2(cut, 1, colour(GREY)))).toEqual(expected);
    expect(await pixelsOf(jp2(grey, 1, colour(GREY)).subarray(0, -2))).toEqual(expected);
  });
});

describe('colour', () => {
  const orange = [230, 120, 40];
  const asSycc = [144, 69, 189];
  const one = async (file: Uint8Array) => (await pixelsOf(file))?.subarray(0, 3);

  it('is taken as it is in RGB, and made RGB out of sYCC', async () => {
    expect(await one(jp2(await encodeJpeg2000([WIDTH, HEIGHT], 3, () => orange), 3, colour(SRGB)))).toEqual(
      Uint8ClampedArray.from(orange),
    );
    const made = await one(jp2(await encodeJpeg2000([WIDTH, HEIGHT], 3, () => asSycc), 3, colour(SYCC)));
    orange.forEach((value, at) => expect(Math.abs(made![at]! - value)).toBeLessThan(3));
  });

  it('is refused in another space, by a palette, or with channels that changed places', async () => {
    const file = await encodeJpeg2000([WIDTH, HEIGHT], 3, () => orange);
    const channels = (...order: number[]) =>
      box('cdef', Uint8Array.from([0, 3, ...order.flatMap((colour, k) => [0, k, 0, 0, 0, colour])]));
    expect(await pixelsOf(jp2(file, 3, concat(colour(SRGB), channels(1, 2, 3))))).not.toBeNull();
    expect(await pixelsOf(jp2(file, 3, concat(colour(SRGB), channels(3, 2, 1))))).toBeNull();
    expect(await pixelsOf(jp2(file, 3, colour(CMYK)))).toBeNull();
    expect(await pixelsOf(jp2(grey, 1, concat(colour(GREY), box('pclr', new Uint8Array(8)))))).toBeNull();
  });
});
