import * as v from 'valibot';
import { readMessage, RemoteFailure } from '../remote-reader.ts';

// What the page and the app around it say to each other: README.md, "Messages". A web view carries strings only.

/** Rises when an older page or shell would misunderstand. */
export const VERSION = 1;

/** An extended APDU of 64 KiB in base64url, and what is around it. */
const MAX_TEXT = 90_000;

const Id = v.pipe(v.number(), v.integer(), v.minValue(1));
const Data = v.pipe(v.string(), v.regex(/^[\w-]*$/));
/** For the sheet that iOS shows while it reads. */
const Words = v.pipe(v.string(), v.maxLength(200));

const PageMessage = v.variant('type', [
  v.object({ type: v.literal('hello'), version: v.number() }),
  v.object({ type: v.literal('open'), id: Id, say: Words }),
  v.object({ type: v.literal('say'), say: Words }),
  v.object({ type: v.literal('apdu'), id: Id, data: Data }),
  v.object({ type: v.literal('close'), id: Id, ok: v.boolean(), say: Words }),
]);
export type PageMessage = v.InferOutput<typeof PageMessage>;

const ShellMessage = v.variant('type', [
  v.object({ type: v.literal('ready'), version: v.number(), nfc: v.boolean() }),
  v.object({ type: v.literal('nfc'), on: v.boolean() }),
  v.object({ type: v.literal('answer'), id: Id, data: Data }),
  v.object({ type: v.literal('done'), id: Id }),
  v.object({ type: v.literal('failed'), id: Id, code: RemoteFailure }),
]);
export type ShellMessage = v.InferOutput<typeof ShellMessage>;

/** What a page said, or null when it is not of this protocol. */
export const readPageMessage = (text: string): PageMessage | null => readMessage(PageMessage, text, MAX_TEXT);

/** What a shell said, or null when it is not of this protocol. */
export const readShellMessage = (text: string): ShellMessage | null =>
  readMessage(ShellMessage, text, MAX_TEXT);
