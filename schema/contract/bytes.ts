// Part of every runtime Kaijo runs in; declared here so that the contract needs no platform's types.
declare const atob: (base64: string) => string;
declare const btoa: (binary: string) => string;
declare const crypto: {
  subtle: { digest(algorithm: 'SHA-256', data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> };
};
declare const TextEncoder: new () => { encode(text: string): Uint8Array<ArrayBuffer> };

// What newer engines have in them: not Node 24.
interface Native {
  fromBase64?(text: string, options: { alphabet: 'base64url' }): Uint8Array<ArrayBuffer>;
}
interface NativeBytes {
  toBase64?(options: { alphabet: 'base64url'; omitPadding: true }): string;
}
const { fromBase64 } = Uint8Array as Native;

/** Unpadded base64url (RFC 4648 §5) of `bytes`. */
export const toBase64url = (bytes: Uint8Array): string =>
  (bytes as NativeBytes).toBase64?.({ alphabet: 'base64url', omitPadding: true }) ?? written(bytes);

/** Bytes of unpadded base64url text. Throws when it is not base64url. */
export const fromBase64url = (text: string): Uint8Array<ArrayBuffer> =>
  fromBase64?.(text, { alphabet: 'base64url' }) ?? read(text);

function written(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function read(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

/** SHA-256, 32 bytes. */
export async function sha256(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));
}

/** SHA-256 as unpadded base64url, of bytes or of text in UTF-8. */
export const digest = async (input: string | Uint8Array): Promise<string> =>
  toBase64url(await sha256(typeof input === 'string' ? new TextEncoder().encode(input) : input));
