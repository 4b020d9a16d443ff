import { BitString, Integer, Null } from 'asn1js';
import {
  AlgorithmIdentifier,
  Certificate,
  createCMSECDSASignature,
  Extension,
  Time,
  type RelativeDistinguishedNames,
} from 'pkijs';
import type { Octets } from '#schema/contract/card.ts';
import { authorityKeyIdentifier } from '#clients/lab/card/issuer/extensions.ts';
import { distinguishedName } from '#clients/lab/card/issuer/names.ts';
import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import { importPrivate, type PrivateJwk } from '#clients/lab/card/issuer/keys.ts';
import type { CardProfile, PersonalisedCard } from '#clients/lab/card/profile.ts';

export type Hash = 'SHA-256' | 'SHA-512';

/** Changes a certificate before it is signed again. */
export type Change = (certificate: Certificate) => unknown;

/** The certificate (DER, base64url) with a change, signed again by `key`: what a wrong or wronged authority could issue. */
export async function altered(
  der: string,
  key: PrivateJwk,
  change: Change,
  hash: Hash = 'SHA-256',
): Promise<string> {
  const certificate = Certificate.fromBER(fromBase64url(der));
  await change(certificate);
  await certificate.sign(await signingKey(key, hash), hash);
  return derOf(certificate);
}

/** Signed with SHA-512 and saying so outside, while the signed part says SHA-256. */
export async function withOuterSha512(der: string, key: PrivateJwk): Promise<string> {
  const inner = Certificate.fromBER(fromBase64url(der));
  const outer = Certificate.fromBER(fromBase64url(await altered(der, key, () => {}, 'SHA-512')));
  const privateKey = await signingKey(key, 'SHA-512');
  const algorithm = { name: privateKey.algorithm.name, hash: 'SHA-512' };
  const signature = await crypto.subtle.sign(algorithm, privateKey, new Uint8Array(inner.tbsView));
  inner.signatureAlgorithm = outer.signatureAlgorithm;
  inner.signatureValue = new BitString({ valueHex: signature });
  return derOf(inner);
}

/** Signed with SHA-256, the algorithm written in these words inside and outside. */
export async function withAlgorithms(
  der: string,
  key: PrivateJwk,
  inner: AlgorithmIdentifier,
  outer: AlgorithmIdentifier,
): Promise<string> {
  const certificate = Certificate.fromBER(fromBase64url(der));
  certificate.signature = inner;
  certificate.signatureAlgorithm = outer;
  certificate.tbsView = new Uint8Array(certificate.encodeTBS().toBER());
  const privateKey = await signingKey(key, 'SHA-256');
  const algorithm = { name: privateKey.algorithm.name, hash: 'SHA-256' };
  const raw = await crypto.subtle.sign(algorithm, privateKey, new Uint8Array(certificate.tbsView));
  const signature = key.kty === 'EC' ? createCMSECDSASignature(raw) : raw;
  certificate.signatureValue = new BitString({ valueHex: signature });
  return derOf(certificate);
}

/** A root with another key pair, signed by it. */
export async function selfSigned(
  der: string,
  kind: { name: string; modulusLength?: number; namedCurve?: string },
  hash: string,
): Promise<string> {
  const parameters = { ...kind, hash, publicExponent: Uint8Array.of(1, 0, 1) } as RsaHashedKeyGenParams;
  const pair = await crypto.subtle.generateKey(parameters, true, ['sign', 'verify']);
  const certificate = Certificate.fromBER(fromBase64url(der));
  withoutExtension('2.5.29.35')(certificate);
  await certificate.subjectPublicKeyInfo.importKey(pair.publicKey);
  await certificate.sign(pair.privateKey, hash);
  return derOf(certificate);
}

/** Three ways to write one signature algorithm. */
export function spellings(kind: 'rsa' | 'ecdsa') {
  const algorithmId = kind === 'rsa' ? '1.2.840.113549.1.1.11' : '1.2.840.10045.4.3.2';
  return {
    plain: new AlgorithmIdentifier({ algorithmId }),
    withNull: new AlgorithmIdentifier({ algorithmId, algorithmParams: new Null() }),
    withNumber: new AlgorithmIdentifier({ algorithmId, algorithmParams: new Integer({ value: 7 }) }),
  };
}

const derOf = (certificate: Certificate): string =>
  toBase64url(new Uint8Array(certificate.toSchema().toBER()));

export const signingKey = (jwk: PrivateJwk, hash: Hash): Promise<CryptoKey> =>
  jwk.kty === 'EC'
    ? importPrivate(jwk)
    : crypto.subtle.importKey('jwk', { ...jwk }, { name: 'RSASSA-PKCS1-v1_5', hash }, false, ['sign']);

/** The card with other certificates: it binds whatever it holds. */
export const holding = (
  { profile, memory }: PersonalisedCard,
  certificates: Partial<CardProfile['certificates']>,
): PersonalisedCard => ({
  memory,
  profile: { ...profile, certificates: { ...profile.certificates, ...certificates } },
});

/** Puts an extension in, in place of one with the same identifier. */
export const withExtension =
  (extnID: string, value: ArrayBuffer, critical = true): Change =>
  (certificate) => {
    const others = certificate.extensions!.filter((extension) => extension.extnID !== extnID);
    certificate.extensions = [...others, new Extension({ extnID, critical, extnValue: value })];
  };

export const withoutExtension =
  (extnID: string): Change =>
  (certificate) => {
    certificate.extensions = certificate.extensions!.filter((extension) => extension.extnID !== extnID);
  };

/** keyUsage with these bits in its first byte. */
export const withKeyUsage = (bits: number): Change =>
  withExtension('2.5.29.15', new BitString({ valueHex: Uint8Array.of(bits).buffer }).toBER());

/** An extension that nobody knows. */
export const withUnknownExtension = (critical: boolean): Change =>
  withExtension('1.3.6.1.4.1.99999.1', new Null().toBER(), critical);

export const withDates =
  (notBefore: number, notAfter: number): Change =>
  (certificate) => {
    certificate.notBefore = new Time({ type: 0, value: new Date(notBefore * 1_000) });
    certificate.notAfter = new Time({ type: 0, value: new Date(notAfter * 1_000) });
  };

/** A name of one common name, or of several. */
export const named = (...commonNames: string[]): RelativeDistinguishedNames =>
  distinguishedName(...commonNames.map((name) => ['commonName', name] as const));

export const withAuthorityKey =
  (keyId: Octets): Change =>
  (certificate) => {
    withoutExtension('2.5.29.35')(certificate);
    certificate.extensions!.push(authorityKeyIdentifier(keyId));
  };

/** Certifies another public key. */
export const withKey =
  (key: CryptoKey): Change =>
  (certificate) =>
    certificate.subjectPublicKeyInfo.importKey(key);
