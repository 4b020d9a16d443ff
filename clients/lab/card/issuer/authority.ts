import { toBase64url } from '#schema/contract/bytes.ts';
import { cvCertificateBody, encodeCvCertificate } from '#schema/contract/card.ts';
import type { P256Jwk, RsaJwk } from '../profile.ts';
import { issueRoot, type CertificateAuthority, type ValidFromTo } from './certificate.ts';
import {
  certificateAuthority,
  crlDistributionPoint,
  keyUsage,
  subjectDirectoryName,
  USAGE,
} from './extensions.ts';
import {
  cvKeyIdOf,
  generateP256,
  generateRsa,
  issuerKeyIdOf,
  signRsa,
  spkiOf,
  type PrivateJwk,
  rsaPublicKeyOf,
} from './keys.ts';
import { rootName, serviceName } from './names.ts';

const YEAR = 365 * 24 * 3600;

/** The lab's whole PKI, private keys included. Plain JSON: keep it in a file that is never committed. */
export interface Authority {
  /** Generations, oldest first; all share one subject name. */
  userAuthentication: CertificateAuthority[];
  signature: CertificateAuthority[];
  /** Certifies surface issuers by CV certificate. */
  surfaceRoot: RsaJwk;
  /** Signs photo files; `certificate` is what cards hold in EF 0004, base64url. */
  surfaceIssuer: { key: RsaJwk; certificate: string };
  /** Certifies the attestation keys of cards. */
  attestation: CertificateAuthority;
  /** Signs reset authorisations; `kid` is its issuerKeyId. */
  resetAuthority: P256Jwk & { kid: string };
}

/** The public side, for a back end to pin. DER as base64url. */
export interface TrustAnchors {
  authRoots: string[];
  signRoots: string[];
  /** SPKIs. A CV certificate names one by the first 16 bytes of its SHA-256. */
  surfaceRoots: string[];
  attestationRoots: string[];
}

/** Makes a lab PKI: eight keys. `now` is Unix seconds. */
export async function createAuthority(now: number): Promise<Authority> {
  const surfaceRoot = await generateRsa();
  return {
    userAuthentication: await generations('user authentication', now),
    signature: await generations('digital signature', now),
    surfaceRoot,
    surfaceIssuer: await certifySurfaceIssuer(surfaceRoot),
    attestation: await createRoot('card attestation', await generateP256(), now - YEAR, 20),
    resetAuthority: await createResetAuthority(),
  };
}

/** Two roots of one name, the older four years from its end: certificates of both are about at the same time. */
async function generations(purpose: string, now: number): Promise<CertificateAuthority[]> {
  return [
    await createRoot(purpose, await generateRsa(), now - 6 * YEAR, 10),
    await createRoot(purpose, await generateRsa(), now - YEAR, 10),
  ];
}

const createRoot = (purpose: string, key: PrivateJwk, notBefore: number, years: number) =>
  issueServiceRoot(purpose, key, { notBefore, notAfter: notBefore + years * YEAR });

/** A root of the form that the public service's have. */
export const issueServiceRoot = (
  purpose: string,
  key: PrivateJwk,
  validity: ValidFromTo,
): Promise<CertificateAuthority> =>
  issueRoot({
    subject: rootName(purpose),
    publicKey: key,
    validity,
    extensions: [
      keyUsage(USAGE.certificateAndCrlSigning),
      certificateAuthority(),
      subjectDirectoryName(serviceName),
      crlDistributionPoint(rootName(purpose)),
    ],
  });

async function certifySurfaceIssuer(root: RsaJwk): Promise<Authority['surfaceIssuer']> {
  const key = await generateRsa();
  const issuerKeyId = await cvKeyIdOf(await spkiOf(root));
  const body = cvCertificateBody(issuerKeyId, await cvKeyIdOf(await spkiOf(key)), rsaPublicKeyOf(key));
  return { key, certificate: toBase64url(encodeCvCertificate(body, await signRsa(root, body))) };
}

async function createResetAuthority(): Promise<Authority['resetAuthority']> {
  const key = await generateP256();
  return { ...key, kid: await issuerKeyIdOf(key) };
}

/** What a back end pins to accept the cards of `authority`. */
export async function trustAnchors(authority: Authority): Promise<TrustAnchors> {
  return {
    authRoots: certificates(authority.userAuthentication),
    signRoots: certificates(authority.signature),
    surfaceRoots: [toBase64url(await spkiOf(authority.surfaceRoot))],
    attestationRoots: [authority.attestation.certificate],
  };
}

const certificates = (roots: CertificateAuthority[]) => roots.map(({ certificate }) => certificate);
