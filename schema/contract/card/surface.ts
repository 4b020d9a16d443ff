import { readOnly } from './ber.ts';
import { concat, fixed, type Octets } from './octets.ts';

/** Data objects of the card face file (surface EF 0002). */
export const SURFACE_TAGS = {
  file: 0xff20,
  offsets: 0xdf21,
  birthDate: 0xdf22,
  sex: 0xdf23,
  publicKey: 0xdf24,
  name: 0xdf25,
  address: 0xdf26,
  photo: 0xdf27,
  signature: 0xdf28,
  expiry: 0xdf29,
  securityCode: 0xdf2a,
} as const;

/** SHA-256 of each group of objects as written, tag and length included. */
export interface SurfaceDigests {
  /** DF22‖DF23‖DF24: birth date, sex, surface key. */
  holderDigest: Uint8Array;
  /** DF25‖DF26: name and address. */
  textDigest: Uint8Array;
  /** DF27. */
  photoDigest: Uint8Array;
}

/**
 * The three digests in a row: what DF28 vouches for. How real cards frame them is not established publicly; the lab
 * signs them as a message, RSASSA-PKCS1-v1_5 with SHA-256.
 */
export const photoSignatureInput = (digests: SurfaceDigests): Octets =>
  concat(
    fixed(digests.holderDigest, 32, 'holderDigest'),
    fixed(digests.textDigest, 32, 'textDigest'),
    fixed(digests.photoDigest, 32, 'photoDigest'),
  );

/** The JP2 bytes of a DF27 object as written. Throws `BerError`. */
export const photoBytesOf = (photoObject: Octets): Octets => readOnly(photoObject, SURFACE_TAGS.photo).value;

/** Public key as cards write it: `90 03 exponent, 91 82 0100 modulus`. */
export interface RsaPublicKey {
  exponent: Octets;
  modulus: Octets;
}
