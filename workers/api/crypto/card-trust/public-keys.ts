import { fromBER } from 'asn1js';
import { createECDSASignatureFromCMS, type Certificate } from 'pkijs';
import { copyOf, type Octets } from '#schema/contract/card.ts';
import { publicKeyOf } from './certificate.ts';
import { ECDSA, RSA, verifyEcdsa, verifyRsa } from './signatures.ts';
import type { Algorithm } from './signed.ts';

/** Octets of a number of the curve. */
const CURVES = { 'P-256': 32, 'P-384': 48 } as const;

/** RSA, or the curve. */
export type KeyKind = 'RSA' | keyof typeof CURVES;

/** The key in a certificate of version 3, for signatures over SHA-256; null where it is not one of this kind. */
export async function keyIn(certificate: Certificate, kind: KeyKind): Promise<CryptoKey | null> {
  const form = kind === 'RSA' ? RSA : { ...ECDSA, namedCurve: kind };
  try {
    return await crypto.subtle.importKey('spki', publicKeyOf(certificate), form, false, ['verify']);
  } catch {
    return null;
  }
}

/** What a key says of itself: bits of an RSA modulus, or the curve. */
interface KeyAlgorithm {
  name: string;
  modulusLength?: number;
  namedCurve?: keyof typeof CURVES;
}

/** Bits of an RSA modulus; 0 for a key of another kind. */
export const modulusOf = ({ algorithm }: CryptoKey): number => (algorithm as KeyAlgorithm).modulusLength ?? 0;

/** Whether a certificate that says `algorithm` has a signature by this key, made with it. */
export async function isSignedBy(
  { tbsView, signatureValue }: Certificate,
  algorithm: Extract<Algorithm, 'sha256WithRsa' | 'ecdsaWithSha256'>,
  key: CryptoKey,
): Promise<boolean> {
  const signature = copyOf(signatureValue.valueBlock.valueHexView);
  const { name, namedCurve } = key.algorithm as KeyAlgorithm;
  if (algorithm === 'sha256WithRsa') return name === RSA.name && verifyRsa(key, signature, copyOf(tbsView));
  return name === ECDSA.name && verifyEcdsa(key, plain(signature, namedCurve!), copyOf(tbsView));
}

/** A signature as X.509 writes it, as r‖s. Throws what the library throws. */
const plain = (signature: Octets, curve: keyof typeof CURVES): Octets =>
  new Uint8Array(createECDSASignatureFromCMS(fromBER(signature).result, CURVES[curve]));
