import * as v from 'valibot';
import { readMessage, RemoteFailure } from '../remote-reader.ts';

// What the page and the app around it say to each other: README.md, "Messages". A web view carries strings only.

/** Rises when an older page or shell would misunderstand. */
export const VERSION = 1;

/** An extended APDU of 64 KiB in base64url, and what is around it. */
const MAX_TEXT = 90_000;

const Id = v.pipe(v.number(), v.integer(), v.minValue(1));
const Data = v.pipe(v.string(), v.regex(/^[\w-]*$/));
/** For the sheet that iOS shows while it reads, and for what the phone shows outside of the app. */
const Words = v.pipe(v.string(), v.maxLength(200));
/** Unix seconds. */
const Instant = v.pipe(v.number(), v.integer());

const Reminder = v.object({ at: Instant, title: Words, body: Words });
export type Reminder = v.InferOutput<typeof Reminder>;

const Line = v.pipe(v.string(), v.maxLength(500));
const KeptReceipt = v.object({
  title: Line,
  lines: v.pipe(v.array(Line), v.maxLength(12)),
  /** What the button says that fetches the page again. */
  again: Line,
});
/** What the app shows where the page cannot be had, in the person's language. No secret is in it. */
export type KeptReceipt = v.InferOutput<typeof KeptReceipt>;

const PageMessage = v.variant('type', [
  v.object({ type: v.literal('hello'), version: v.number() }),
  v.object({ type: v.literal('open'), id: Id, say: Words }),
  v.object({ type: v.literal('say'), say: Words }),
  v.object({ type: v.literal('apdu'), id: Id, data: Data }),
  v.object({ type: v.literal('close'), id: Id, ok: v.boolean(), say: Words }),
  v.object({ type: v.literal('calendar'), title: Words, note: Words, from: Instant, until: Instant }),
  v.object({ type: v.literal('share'), text: v.pipe(v.string(), v.maxLength(2_000)) }),
  v.object({ type: v.literal('keep'), receipt: v.nullable(KeptReceipt) }),
  v.object({ type: v.literal('remind'), reminders: v.pipe(v.array(Reminder), v.maxLength(8)) }),
]);
export type PageMessage = v.InferOutput<typeof PageMessage>;

/** What the app does for the page beside cards: a page in a web view can neither save a file nor share. No answer comes. */
export const ERRANDS = ['calendar', 'share', 'remind'] as const;
export type Errand = Extract<PageMessage, { type: (typeof ERRANDS)[number] }>;

/** For telling where this phone's antenna is. */
const Device = v.object({
  platform: v.picklist(['ios', 'android']),
  model: v.pipe(v.string(), v.maxLength(60)),
});
export type Device = v.InferOutput<typeof Device>;

const ShellMessage = v.variant('type', [
  v.object({
    type: v.literal('ready'),
    version: v.number(),
    nfc: v.boolean(),
    /** Errands that this app runs; one of before runs none. */
    can: v.exactOptional(v.array(v.string())),
    device: v.exactOptional(Device),
  }),
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
