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
