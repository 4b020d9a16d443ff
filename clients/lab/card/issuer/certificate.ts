import { type Integer } from 'asn1js';
import { Certificate, Time, type Extension, type RelativeDistinguishedNames } from 'pkijs';
import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import type { Octets } from '#schema/contract/card.ts';
import { authorityKeyIdentifier, randomSerial, subjectKeyIdentifier } from './extensions.ts';
import { importPrivate, importPublic, type PrivateJwk } from './keys.ts';

/** A certificate authority: its certificate (DER, base64url) and private key. */
export interface CertificateAuthority {
  certificate: string;
  key: PrivateJwk;
}

/** When a certificate is valid, Unix seconds. */
export interface ValidFromTo {
  notBefore: number;
  notAfter: number;
}

/** What is to be certified. `publicKey` is given as its private JWK, of which only the public half is used. */
export interface CertificateRequest {
  subject: RelativeDistinguishedNames;
  publicKey: PrivateJwk;
  validity: ValidFromTo;
  /** Besides the subject and authority key identifiers. */
  extensions: readonly Extension[];
  serial?: Integer;
}

/** The issuer's name, key, and key identifier; a root is its own. */
interface Issuer {
  name: RelativeDistinguishedNames;
  key: PrivateJwk;
  keyId: Octets;
}

export const parseCertificate = (der: string): Certificate => Certificate.fromBER(fromBase64url(der));

/** A self-signed root. */
export async function issueRoot(request: CertificateRequest): Promise<CertificateAuthority> {
  const { publicKey: key, subject: name } = request;
  return { certificate: await issue(request, { name, key, keyId: await keyIdOf(key) }), key };
}

/** A certificate under `authority`, DER as base64url. */
export async function issueUnder(
  authority: CertificateAuthority,
  request: CertificateRequest,
): Promise<string> {
  const { key, certificate } = authority;
  return issue(request, { name: parseCertificate(certificate).subject, key, keyId: await keyIdOf(key) });
}

async function issue(request: CertificateRequest, issuer: Issuer): Promise<string> {
  const certificate = new Certificate({ version: 2, serialNumber: request.serial ?? randomSerial() });
  certificate.issuer = issuer.name;
  certificate.subject = request.subject;
  certificate.notBefore = timeOf(request.validity.notBefore);
  certificate.notAfter = timeOf(request.validity.notAfter);
  await certificate.subjectPublicKeyInfo.importKey(await importPublic(request.publicKey));
  certificate.extensions = [
    ...request.extensions,
    subjectKeyIdentifier(await keyIdOf(request.publicKey)),
    authorityKeyIdentifier(issuer.keyId),
  ];
  await certificate.sign(await importPrivate(issuer.key), 'SHA-256');
  return toBase64url(new Uint8Array(certificate.toSchema(true).toBER(false)));
}

/** UTCTime to 2049, GeneralizedTime from 2050 (RFC 5280 §4.1.2.5). */
export function timeOf(instant: number): Time {
  const value = new Date(instant * 1000);
  return new Time({ type: value.getUTCFullYear() < 2050 ? 0 : 1, value });
}

/** Key identifier by RFC 5280 §4.2.1.2, method 1: SHA-1 of the public key's bits. It names a key and secures nothing. */
export async function keyIdOf(key: PrivateJwk): Promise<Octets> {
  const certificate = new Certificate();
  await certificate.subjectPublicKeyInfo.importKey(await importPublic(key));
  const bits = certificate.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView;
  return new Uint8Array(await crypto.subtle.digest('SHA-1', new Uint8Array(bits)));
}
