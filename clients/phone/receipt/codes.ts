/** Crockford's alphabet: nothing that looks like something else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A reservation's number for people: the first 40 bits of its id, as `7ZB2-9QKC`. It opens nothing. */
export function shortCode(reservationId: string): string {
  let bits = BigInt(`0x${reservationId.replaceAll('-', '').slice(0, 10)}`);
  let code = '';
  for (let at = 0; at < 8; at++) {
    code = ALPHABET[Number(bits & 31n)]! + code;
    bits >>= 5n;
  }
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** Modules of light around a QR code. */
const QUIET = 4;

/** A QR code as one SVG path of unit squares, with the quiet zone inside `size`. What draws it is fetched when needed. */
export async function qrPath(text: string): Promise<{ path: string; size: number }> {
  const { default: createCode } = await import('qrcode-generator');
  const code = createCode(0, 'M');
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  let path = '';
  for (let row = 0; row < count; row++)
    for (let column = 0; column < count; column++)
      if (code.isDark(row, column)) path += `M${column + QUIET} ${row + QUIET}h1v1h-1z`;
  return { path, size: count + 2 * QUIET };
}
