import { BerError, readOnly, readSequence, tlv } from './ber.ts';
import { concat, fixed, type Octets } from './octets.ts';
import type { RsaPublicKey } from './surface.ts';

/** Card-verifiable certificate of a surface issuer (EF 0004 of the surface application). */
export interface CvCertificate {
  issuerKeyId: Octets;
  subjectKeyId: Octets;
  publicKey: RsaPublicKey;
  /** The 5F4E value: what `signature` covers. */
  body: Octets;
  /** RSASSA-PKCS1-v1_5 with SHA-256 over `body`: the lab's rule; the rule of real cards is not public. */
  signature: Octets;
}

const KEY_LENGTH = 265;

/** `90 03 exponent ‖ 91 82 0100 modulus`, 265 bytes. */
export const encodeRsaPublicKey = ({ exponent, modulus }: RsaPublicKey): Octets =>
  concat(tlv(0x90, fixed(exponent, 3, 'exponent')), tlv(0x91, fixed(modulus, 256, 'modulus')));

/** Throws `BerError`. */
export function decodeRsaPublicKey(bytes: Octets): RsaPublicKey {
  const [exponent, modulus] = readSequence(bytes, [
    [0x90, 3],
    [0x91, 256],
  ]);
  return { exponent: exponent!, modulus: modulus! };
}

/** The 5F4E value: issuer key id(16) ‖ subject key id(16) ‖ public key(265). */
export const cvCertificateBody = (
  issuerKeyId: Uint8Array,
  subjectKeyId: Uint8Array,
  key: RsaPublicKey,
): Octets =>
  concat(
    fixed(issuerKeyId, 16, 'issuerKeyId'),
    fixed(subjectKeyId, 16, 'subjectKeyId'),
    encodeRsaPublicKey(key),
  );

/** `7F21 { 5F4E body, 5F37 signature }`. */
export const encodeCvCertificate = (body: Uint8Array, signature: Uint8Array): Octets =>
  tlv(0x7f21, tlv(0x5f4e, body), tlv(0x5f37, fixed(signature, 256, 'signature')));

/** Throws `BerError` when it is not exactly that. */
export function decodeCvCertificate(bytes: Octets): CvCertificate {
  const [body, signature] = readSequence(readOnly(bytes, 0x7f21).value, [
    [0x5f4e, 32 + KEY_LENGTH],
    [0x5f37, 256],
  ]) as [Octets, Octets];
  const publicKey = decodeRsaPublicKey(body.subarray(32));
  if (publicKey.modulus[0]! < 0x80) throw new BerError('modulus is shorter than 2048 bits');
  return { issuerKeyId: body.slice(0, 16), subjectKeyId: body.slice(16, 32), publicKey, body, signature };
}
