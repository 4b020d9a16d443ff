/** What a reader asks of a card beside APDUs: one byte alone in a frame (vpcd.h, `VPCD_CTRL_*`). */
export const CONTROL = { powerOff: 0, powerOn: 1, reset: 2, atr: 4 } as const;

/** Longest body that the two-byte length can announce. */
const MAX_BODY = 0xffff;

/** One frame: length, 2 bytes big-endian, and body. Throws `RangeError` when the body is too long. */
export function packFrame(body: Uint8Array): Uint8Array<ArrayBuffer> {
  if (body.length > MAX_BODY) throw new RangeError('frame body over 65535 bytes');
  const frame = new Uint8Array(2 + body.length);
  new DataView(frame.buffer).setUint16(0, body.length);
  frame.set(body, 2);
  return frame;
}

/** Puts frames together again: vpcd sends length and body as two segments, and TCP may cut anywhere. */
export class FrameReader {
  #rest: Uint8Array<ArrayBuffer> = new Uint8Array();

  /** Takes what arrived; answers the bodies that are complete by it, in order. */
  push(chunk: Uint8Array): Uint8Array<ArrayBuffer>[] {
    let bytes = new Uint8Array(this.#rest.length + chunk.length);
    bytes.set(this.#rest);
    bytes.set(chunk, this.#rest.length);
    const bodies: Uint8Array<ArrayBuffer>[] = [];
    for (let body = bodyOf(bytes); body; body = bodyOf(bytes)) {
      bodies.push(body);
      bytes = bytes.slice(2 + body.length);
    }
    this.#rest = bytes;
    return bodies;
  }
}

function bodyOf(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | null {
  if (bytes.length < 2) return null;
  const end = 2 + new DataView(bytes.buffer, bytes.byteOffset).getUint16(0);
  return bytes.length < end ? null : bytes.slice(2, end);
}
