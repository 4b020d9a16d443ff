// Other folders' tests type-check this file too, so it brings the types of its import along.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./modules.d.ts" />
import load from '@cornerstonejs/codec-openjpeg/wasmjs';
import { ascii, concat, copyOf, type Octets } from '#schema/contract/card.ts';
import type { Grey } from './grey.ts';

/** A greyscale picture as a JP2 file (ISO/IEC 15444-1 Annex I) of about `bytes` bytes. */
export async function encodeJp2(grey: Grey, bytes: number): Promise<Octets> {
  const { width, height, pixels } = grey;
  const { J2KEncoder } = await load();
  const encoder = new J2KEncoder();
  try {
    const frame = { width, height, bitsPerSample: 8, componentCount: 1, isSigned: false };
    encoder.getDecodedBuffer({ ...frame, isUsingColorTransform: false }).set(pixels);
    encoder.setQuality(false, 1);
    encoder.setCompressionRatio(0, (width * height) / bytes);
    encoder.encode();
    return boxed(width, height, copyOf(encoder.getEncodedBuffer()));
  } finally {
    encoder.delete();
  }
}

const SIGNATURE = Uint8Array.of(0x0d, 0x0a, 0x87, 0x0a);
const [ONE_COMPONENT, EIGHT_BITS, WAVELETS, ENUMERATED, GREYSCALE] = [1, 7, 7, 1, 17];

/** The encoder gives a bare codestream, and cards hold a file: signature, type, header, codestream. */
function boxed(width: number, height: number, codestream: Octets): Octets {
  const ihdr = concat(u32(height), u32(width), Uint8Array.of(0, ONE_COMPONENT, EIGHT_BITS, WAVELETS, 0, 0));
  const colr = concat(Uint8Array.of(ENUMERATED, 0, 0), u32(GREYSCALE));
  return concat(
    box('jP  ', SIGNATURE),
    box('ftyp', concat(ascii('jp2 '), u32(0), ascii('jp2 '))),
    box('jp2h', concat(box('ihdr', ihdr), box('colr', colr))),
    box('jp2c', codestream),
  );
}

const box = (kind: string, content: Octets): Octets => concat(u32(content.length + 8), ascii(kind), content);

const u32 = (value: number): Octets =>
  Uint8Array.of(value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
