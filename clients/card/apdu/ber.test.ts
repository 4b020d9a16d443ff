import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BerError,
  concat,
  copyOf,
  fromHex,
  readHeader,
  readTlv,
  readTlvs,
  tlv,
  toHex,
  type Octets,
} from '#schema/contract/card.ts';

// The codec is the contract's; it is tested where hostile cards meet it.

const tag = fc.oneof(
  fc.integer({ min: 0, max: 0xff }).filter((value) => (value & 0x1f) !== 0x1f),
  fc
    .tuple(fc.constantFrom(0x1f, 0x3f, 0x5f, 0x7f, 0x9f, 0xbf, 0xdf, 0xff), fc.integer({ min: 0, max: 0x7f }))
    .map(([first, second]) => (first << 8) | second),
);
const object = fc.record({ tag, value: fc.uint8Array({ maxLength: 700 }) });

describe('BER objects', () => {
  it('are read as they were written, one after another', () => {
    fc.assert(
      fc.property(fc.array(object, { maxLength: 6 }), (objects) => {
        const written = concat(...objects.map(({ tag, value }) => tlv(tag, value)));
        const read = readTlvs(written).map(({ tag, value }) => ({ tag, value: toHex(value) }));
        expect(read).toEqual(objects.map(({ tag, value }) => ({ tag, value: toHex(value) })));
      }),
    );
  });

  it('are complete or a BerError, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const read = attempt(copyOf(bytes));
        expect(read instanceof BerError || (read.end <= bytes.length && read.end > read.value.length)).toBe(
          true,
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('have one header for each length, and it is the shortest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff }), (length) => {
        const written = tlv(0x30, new Uint8Array(length));
        expect(readHeader(written)).toEqual({
          tag: 0x30,
          headerLength: written.length - length,
          valueLength: length,
        });
        expect(written.length - length).toBe(length < 0x80 ? 2 : length < 0x100 ? 3 : 4);
      }),
    );
  });

  it.each(['1f81', '3080', '3083010000', '30', '3082ff', ''])('refuse %s', (bytes) => {
    expect(() => readTlv(fromHex(bytes))).toThrow(BerError);
  });
});

function attempt(bytes: Octets) {
  try {
    return readTlv(bytes);
  } catch (error) {
    if (error instanceof BerError) return error;
    throw error;
  }
}
