/** Bytes in a buffer of their own kind: what WebCrypto accepts. */
export type Octets = Uint8Array<ArrayBuffer>;

/** One array of all `parts`, in order. */
export function concat(...parts: readonly Uint8Array[]): Octets {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** Same length and same bytes. Not constant-time: for public values only. */
export function sameOctets(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** ASCII text as bytes. Throws `RangeError` for any other character. */
export function ascii(text: string): Octets {
  return Uint8Array.from(text, (char) => {
    const code = char.charCodeAt(0);
    if (code > 0x7f) throw new RangeError('text is not ASCII');
    return code;
  });
}

/** Lower-case hexadecimal of `bytes`. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Bytes of hexadecimal text; spaces are skipped. Throws `RangeError` when it is not hexadecimal. */
export function fromHex(text: string): Octets {
  const digits = text.replaceAll(' ', '');
  if (!/^([0-9a-fA-F]{2})*$/.test(digits)) throw new RangeError('text is not hexadecimal');
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) =>
    Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16),
  );
}

/** A copy that owns its buffer. */
export const copyOf = (bytes: Uint8Array): Octets => new Uint8Array(bytes);

/** Checks a fixed field. Throws `RangeError` naming it. */
export function fixed(bytes: Uint8Array, length: number, name: string): Uint8Array {
  if (bytes.length !== length) throw new RangeError(`${name} is not ${length} bytes`);
  return bytes;
}
