import type { RequestBody } from '#schema/contract/endpoints.ts';

/** File parts by name, as the endpoint table calls them. */
export type Files = Readonly<Record<string, readonly Uint8Array<ArrayBuffer>[]>>;

/** A request's body and the headers that describe it, in the form the endpoint table asks for. */
export interface Content {
  body: BodyInit | null;
  headers: Record<string, string>;
}

/** Writes a message (and its files) as JSON or multipart. The boundary of a multipart body is the platform's to choose. */
export function writeContent(expected: RequestBody | null, message: unknown, files: Files): Content {
  if (!expected) return { body: null, headers: {} };
  const data = JSON.stringify(message);
  if (expected.kind === 'json') return { body: data, headers: { 'Content-Type': 'application/json' } };
  const form = new FormData();
  form.append('data', new Blob([data], { type: 'application/json' }));
  for (const [name, { mediaType }] of Object.entries(expected.files)) {
    for (const file of files[name] ?? []) form.append(name, new Blob([file], { type: mediaType }), name);
  }
  return { body: form, headers: {} };
}
