import * as v from 'valibot';
import { PRINTER_CONDITIONS } from '#schema/contract/kiosk.ts';
import { readMessage, RemoteFailure } from '../remote-reader.ts';

// What page and bridge say to each other: README.md, "Protocol". APDUs travel in binary messages, so that a PIN is never
// part of a string, which nothing can overwrite.

/** WebSocket subprotocol; its number changes when an older page or bridge would misunderstand. */
export const SUBPROTOCOL = 'kaijo-reader.1';

/** Where a bridge listens on 127.0.0.1 unless told otherwise, and the only port that the kiosk's page may call. */
export const BRIDGE_PORT = 47_113;

/** Close codes of the bridge. A page sees nothing of a refused HTTP upgrade, so refusals come after it. */
export const CLOSE = {
  misuse: 4400,
  notPaired: 4401,
  origin: 4403,
  slow: 4408,
  busy: 4409,
} as const;

/** Largest messages, in bytes: an extended APDU of 64 KiB with its number, and any control message. */
export const LIMITS = { binary: 4 + 65_546, text: 1_024 } as const;

const Bytes32 = v.pipe(v.string(), v.regex(/^[\w-]{43}$/));
const Id = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(0xffff_ffff));

const STANDINGS = ['unknown', 'refused', 'pending', 'active', 'suspended', 'revoked'] as const;
const Introduction = v.object({ thumbprint: Bytes32, standing: v.picklist(STANDINGS) });

const Welcome = v.object({
  code: v.optional(v.pipe(v.string(), v.maxLength(64))),
  renew: v.optional(v.boolean()),
});

const PageMessage = v.variant('type', [
  v.object({
    type: v.literal('hello'),
    nonce: Bytes32,
    /** It wants to hear of headphones and of the printer; others do not understand that. */
    headphones: v.optional(v.boolean()),
    printer: v.optional(v.boolean()),
  }),
  v.object({ type: v.literal('proof'), proof: Bytes32 }),
  v.object({ type: v.literal('open'), id: Id }),
  v.object({ type: v.literal('close'), id: Id, reset: v.boolean() }),
  v.object({ type: v.literal('ping'), id: Id }),
  v.object({ type: v.literal('kiosk'), id: Id, ...Introduction.entries }),
]);
export type PageMessage = v.InferOutput<typeof PageMessage>;

const BridgeMessage = v.variant('type', [
  v.object({
    type: v.literal('challenge'),
    nonce: Bytes32,
    proof: Bytes32,
    /** Bridges before 0.3 do not say. */
    version: v.optional(v.pipe(v.string(), v.regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/))),
    /** It wants to know which kiosk the page is; others do not understand it. */
    asks: v.optional(v.boolean()),
  }),
  v.object({ type: v.literal('state'), state: v.picklist(['unknown', 'reader-lost', 'empty', 'present']) }),
  v.object({ type: v.literal('headphones'), plugged: v.boolean() }),
  v.object({ type: v.literal('printer'), condition: v.picklist(PRINTER_CONDITIONS) }),
  v.object({ type: v.literal('done'), id: Id }),
  v.object({ type: v.literal('failed'), id: Id, code: RemoteFailure }),
  v.object({ type: v.literal('welcome'), id: Id, ...Welcome.entries }),
]);
export type BridgeMessage = v.InferOutput<typeof BridgeMessage>;

/** What a page said, or null when it is not of this protocol. */
export const readPageMessage = (text: string): PageMessage | null =>
  readMessage(PageMessage, text, LIMITS.text);

/** What a bridge said, or null when it is not of this protocol. */
export const readBridgeMessage = (text: string): BridgeMessage | null =>
  readMessage(BridgeMessage, text, LIMITS.text);

/** A binary message: the number of the request, 4 bytes big-endian, and an APDU or the answer to it. */
export function packApdu(id: number, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const message = new Uint8Array(4 + bytes.length);
  new DataView(message.buffer).setUint32(0, id);
  message.set(bytes, 4);
  return message;
}

/** The parts of a binary message, or null when there is no number in it. `bytes` is a view. */
export function unpackApdu(message: Uint8Array): { id: number; bytes: Uint8Array } | null {
  if (message.length < 4) return null;
  const id = new DataView(message.buffer, message.byteOffset, 4).getUint32(0);
  return id === 0 ? null : { id, bytes: message.subarray(4) };
}
