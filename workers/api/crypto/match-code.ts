/** Letters and digits that are not read for one another: no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V, G Q. */
const ALPHABET = 'ACDEFHJKMNPRTWXY34679';
const LENGTH = 4;

/**
 * Makes match codes: the same four characters for kiosk and phone in one redemption, others in the next. They depend on a key
 * of ours and on the two ids alone, and so say nothing about the card.
 */
export function createMatchCode(key: CryptoKey) {
  return async (reservationId: string, redemptionId: string): Promise<string> => {
    const both = new TextEncoder().encode(`${reservationId}.${redemptionId}`);
    const view = new DataView(await crypto.subtle.sign('HMAC', key, both));
    const draws = Array.from({ length: LENGTH }, (_, index) => view.getUint32(4 * index));
    return draws.map((draw) => ALPHABET[draw % ALPHABET.length]!).join('');
  };
}
