import { readOnly, readSequence, tlv } from './ber.ts';
import { ascii, concat, type Octets } from './octets.ts';

/** What the card answers to GENERAL AUTHENTICATE. */
export interface KeyAgreement {
  cardKey: Octets;
  r: Octets;
  cardId: Octets;
  signature: Octets;
}

/** What the attestation key signs in a key agreement: `VC-RESET-1|card` ‖ cardId ‖ PKk ‖ PKc ‖ r. */
export const keyAgreementMessage = (
  cardId: Uint8Array,
  kioskKey: Uint8Array,
  cardKey: Uint8Array,
  r: Uint8Array,
) => concat(ascii('VC-RESET-1|card'), cardId, kioskKey, cardKey, r);

/** `7C L { 81 41 PKc, 82 10 r, 83 10 cardId, 9E 40 signature }`. */
export const encodeKeyAgreement = ({ cardKey, r, cardId, signature }: KeyAgreement): Octets =>
  tlv(0x7c, tlv(0x81, cardKey), tlv(0x82, r), tlv(0x83, cardId), tlv(0x9e, signature));

/** Throws `BerError` when it is not exactly that. */
export function decodeKeyAgreement(bytes: Octets): KeyAgreement {
  const shape = [
    [0x81, 65],
    [0x82, 16],
    [0x83, 16],
    [0x9e, 64],
  ] as const;
  const [cardKey, r, cardId, signature] = readSequence(readOnly(bytes, 0x7c).value, shape);
  return { cardKey: cardKey!, r: r!, cardId: cardId!, signature: signature! };
}
