import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, toHex } from '#schema/contract/card.ts';
import { parseCommand, type CardCommand } from '#clients/lab/card/apdu.ts';
import { encodeCommand } from './command.ts';

const byte = fc.integer({ min: 0, max: 255 });
const header = fc.record({ cla: byte, ins: byte, p1: byte, p2: byte });
const bytes = (maxLength: number, minLength = 0) => fc.uint8Array({ minLength, maxLength });

describe('command APDUs', () => {
  it('arrive as they were sent, in all four short cases', () => {
    const le = fc.option(fc.integer({ min: 1, max: 256 }), { nil: undefined });
    fc.assert(
      fc.property(header, bytes(255), le, (head, data, le) => {
        const apdu = encodeCommand({ name: 'any', ...head, data, ...(le === undefined ? {} : { le }) });
        const parsed = parseCommand(apdu);
        expect(parsed).toMatchObject({ ...head, le: le ?? null, extended: false });
        expect(toHex(parsed!.data)).toBe(toHex(data));
      }),
    );
  });

  it('arrive in both extended cases that short ones cannot say', () => {
    const long = fc.integer({ min: 1, max: 65_536 });
    fc.assert(
      fc.property(header, bytes(400, 1), fc.option(long), long, (head, data, le, alone) => {
        const u16 = (value: number) => Uint8Array.of((value >> 8) & 0xff, value & 0xff);
        const start = Uint8Array.of(head.cla, head.ins, head.p1, head.p2, 0);
        const end = le === null ? new Uint8Array() : u16(le);
        const parsed = parseCommand(concat(start, u16(data.length), data, end));
        expect(parsed).toMatchObject({ ...head, le, extended: true });
        expect(toHex(parsed!.data)).toBe(toHex(data));
        expect(parseCommand(concat(start, u16(alone)))).toMatchObject({ ...head, le: alone, extended: true });
      }),
    );
  });

  it('are taken apart in one way or not at all', () => {
    fc.assert(
      fc.property(bytes(300), (apdu) => {
        const parsed = parseCommand(apdu);
        fc.pre(parsed !== undefined);
        expect(apdu).toHaveLength(4 + bodyLength(parsed!));
      }),
    );
  });

  it('are refused before they are sent when they do not fit', () => {
    const command = { name: 'any', cla: 0, ins: 0, p1: 0, p2: 0 };
    expect(() => encodeCommand({ ...command, data: new Uint8Array(256) })).toThrow(RangeError);
    expect(() => encodeCommand({ ...command, le: 0 })).toThrow(RangeError);
    expect(() => encodeCommand({ ...command, le: 257 })).toThrow(RangeError);
  });
});

/** How long the body of a command with this content has to be. */
function bodyLength({ data, le, extended }: CardCommand): number {
  const none = data.length === 0;
  if (extended) return (none ? 1 : 3 + data.length) + (le === null ? 0 : 2);
  return (none ? 0 : 1 + data.length) + (le === null ? 0 : 1);
}
