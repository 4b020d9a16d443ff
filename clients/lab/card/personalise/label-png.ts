import { ascii, concat, type Octets } from '#schema/contract/card.ts';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** zlib stream of one white 1-bit pixel. */
const PIXEL = Uint8Array.of(0x78, 0x9c, 0x63, 0x68, 0x00, 0x00, 0x00, 0x82, 0x00, 0x81);

/**
 * A 1-bit PNG standing for the picture of a text. Real cards hold the text drawn; here the picture is one white pixel
 * and the text is in an iTXt chunk, so that it is there to be found wherever it must not turn up.
 */
export function labelPng(text: string): Octets {
  const header = concat(u32(1), u32(1), Uint8Array.of(1, 0, 0, 0, 0));
  const note = concat(ascii('Title'), new Uint8Array(5), new TextEncoder().encode(text));
  return concat(
    SIGNATURE,
    chunk('IHDR', header),
    chunk('iTXt', note),
    chunk('IDAT', PIXEL),
    chunk('IEND', new Uint8Array()),
  );
}

function chunk(kind: string, data: Octets): Octets {
  const body = concat(ascii(kind), data);
  return concat(u32(data.length), body, u32(crc32(body)));
}

function u32(value: number): Octets {
  return Uint8Array.of(value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
}

/** CRC-32 of PNG (ISO/IEC 15948 annex D). */
function crc32(bytes: Octets): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
