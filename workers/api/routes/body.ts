import * as v from 'valibot';
import type { FilePart, RequestBody } from '#schema/contract/endpoints.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { Ports } from '../ports/index.ts';

/** A request's content, checked against the contract. `digest` is the same for the same content however it was framed. */
export interface Content {
  message: unknown;
  files: Readonly<Record<string, Uint8Array[]>>;
  digest: string;
}

type Digest = Ports['digest'];
type Part = File | string;

/** Reads a body: kind, then size, then form, then meaning. Whatever is wrong is a refusal, never an exception. */
export async function readContent(
  request: Request,
  body: RequestBody | null,
  digest: Digest,
): Promise<Result<Content>> {
  const bytes = await readBytes(request, body?.maxBytes ?? 0);
  if (!bytes.ok) return bytes;
  if (!body) return ok({ message: undefined, files: {}, digest: '' });
  const type = request.headers.get('Content-Type') ?? '';
  const expected = body.kind === 'json' ? 'application/json' : 'multipart/form-data';
  if (type.split(';')[0]!.trim().toLowerCase() !== expected) {
    return refused('media-type-unsupported', 'content-type');
  }
  return body.kind === 'json'
    ? readJson(bytes.value, body, digest)
    : readMultipart(bytes.value, type, body, digest);
}

/** Reads at most `maxBytes`, whatever Content-Length says. */
async function readBytes(request: Request, maxBytes: number): Promise<Result<Uint8Array<ArrayBuffer>>> {
  const tooLarge = refused('body-too-large', `over-${maxBytes}`);
  if (Number(request.headers.get('Content-Length') ?? 0) > maxBytes) return tooLarge;
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    // What is left of a body that is too long is for `drain`.
    for await (const chunk of request.body?.values({ preventCancel: true }) ?? []) {
      size += chunk.byteLength;
      if (size > maxBytes) return tooLarge;
      chunks.push(chunk);
    }
  } catch {
    // The caller went away in the middle of it, or said it would be longer.
    return refused('malformed-request', 'body-cut-short');
  }
  return ok(new Uint8Array(await new Blob(chunks).arrayBuffer()));
}

async function readJson(bytes: Uint8Array, body: RequestBody, digest: Digest): Promise<Result<Content>> {
  const message = parseMessage(bytes, body.schema);
  return message.ok ? ok({ message: message.value, files: {}, digest: await digest(bytes) }) : message;
}

/** Longest message of any call. */
const MAX_MESSAGE = 65_536;

type MultipartBody = Extract<RequestBody, { kind: 'multipart' }>;

async function readMultipart(
  bytes: Uint8Array<ArrayBuffer>,
  type: string,
  body: MultipartBody,
  digest: Digest,
): Promise<Result<Content>> {
  const form = await parseForm(bytes, type);
  if (!form) return refused('malformed-request', 'multipart');
  const names = new Set(['data', ...Object.keys(body.files)]);
  if ([...form.keys()].some((name) => !names.has(name))) return refused('malformed-request', 'part-name');
  const [data, ...more] = await partBytes(form.getAll('data'));
  if (!data || more.length > 0) return refused('malformed-request', 'data-part');
  if (data.length > MAX_MESSAGE) return refused('body-too-large', 'data-part');
  const message = parseMessage(data, body.schema);
  if (!message.ok) return message;
  const files: Record<string, Uint8Array[]> = {};
  for (const [name, part] of Object.entries(body.files)) {
    const parts = form.getAll(name);
    const fault = partFault(parts, part);
    if (fault) return fault;
    files[name] = await partBytes(parts);
  }
  const contents = [data, ...Object.values(files).flat()];
  const digests = await Promise.all(contents.map((content) => digest(content)));
  return ok({ message: message.value, files, digest: await digest(digests.join('.')) });
}

async function parseForm(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<FormData | null> {
  try {
    return await new Response(bytes, { headers: { 'Content-Type': type } }).formData();
  } catch {
    return null;
  }
}

function partFault(parts: Part[], { min, max, maxBytes, mediaType }: FilePart) {
  if (parts.length < min || parts.length > max) return refused('malformed-request', 'part-count');
  for (const part of parts) {
    if (typeof part === 'string') return refused('malformed-request', 'part-without-file-name');
    if (part.size > maxBytes) return refused('body-too-large', 'part');
    if (part.type !== mediaType) return refused('media-type-unsupported', 'part');
  }
  return null;
}

const partBytes = (parts: Part[]) =>
  Promise.all(
    parts.map(async (part) =>
      typeof part === 'string' ? new TextEncoder().encode(part) : new Uint8Array(await part.arrayBuffer()),
    ),
  );

function parseMessage(bytes: Uint8Array, schema: RequestBody['schema']): Result<unknown> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
    const parsed = v.safeParse(schema, JSON.parse(text));
    if (parsed.success) return ok(parsed.output);
    return refused('malformed-request', placeOf(parsed.issues[0]));
  } catch {
    return refused('malformed-request', 'json');
  }
}

/** Where a message is wrong, for the log. A member that does not belong goes unnamed: its name is the caller's text. */
function placeOf({ type, expected, path }: v.BaseIssue<unknown>): string {
  const unknown = type === 'strict_object' && expected === 'never';
  const keys = (path ?? []).map(({ key }) => String(key));
  return (unknown ? [...keys.slice(0, -1), 'unknown-member'] : keys).join('.') || 'message';
}
