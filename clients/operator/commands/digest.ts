import { sha256 } from '#clients/card/digest.ts';
import { toBase64url } from '#schema/contract/bytes.ts';

/** SHA-256 as base64url, of text or bytes. */
export async function digest(input: string | Uint8Array): Promise<string> {
  return toBase64url(await sha256(typeof input === 'string' ? new TextEncoder().encode(input) : input));
}
