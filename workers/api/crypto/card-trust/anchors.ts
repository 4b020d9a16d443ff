import type { Certificate } from 'pkijs';
import { fromBase64url } from '#schema/contract/bytes.ts';
import { badSecret } from '../keys.ts';
import {
  authorityFlag,
  authorityKeyId,
  parseCertificate,
  requireDates,
  requireProfile,
  subjectKeyId,
  type Profile,
} from './certificate.ts';
import { require } from './check.ts';

/** Pinned roots. Generations share one name, so a root is found by key identifier and proven by signature. */
export interface Anchors {
  /** Key identifiers of the roots, hexadecimal. */
  keyIds: readonly string[];
  /** The root that signed `certificate`, at whatever time. Throws `Untrusted`. */
  issuerOf(certificate: Certificate, name: string): Promise<Certificate>;
}

/**
 * @param roots DER as base64url; one that is no root stops the start.
 * @param variable where they come from, for that message
 */
export function readAnchors(roots: readonly string[], variable: string): Anchors {
  const anchors = new Map(roots.map((root, index) => readAnchor(root, `${variable}[${index}]`)));
  return {
    keyIds: [...anchors.keys()],
    async issuerOf(certificate, name) {
      const root = anchors.get(authorityKeyId(certificate) ?? '');
      require(root !== undefined, `${name}-unknown-authority`);
      await requireIssuedBy(certificate, root, name);
      return root;
    },
  };
}

function readAnchor(root: string, where: string): [string, Certificate] {
  const certificate = readable(root, where);
  const keyId = subjectKeyId(certificate);
  if (keyId === null || authorityFlag(certificate) !== true)
    throw badSecret(where, 'is not the certificate of an authority with a subject key identifier');
  return [keyId, certificate];
}

function readable(root: string, where: string): Certificate {
  try {
    return parseCertificate(fromBase64url(root));
  } catch {
    throw badSecret(where, 'is not a certificate');
  }
}

/** `issuer` made `certificate`: name, key identifier and signature say so. Throws `Untrusted`. */
export async function requireIssuedBy(
  certificate: Certificate,
  issuer: Certificate,
  name: string,
): Promise<void> {
  require(authorityKeyId(certificate) === subjectKeyId(issuer), `${name}-authority-key`);
  require(issuer.subject.isEqual(certificate.issuer), `${name}-issuer-name`);
  require(await certificate.verify(issuer), `${name}-signature`);
}

/** A certificate of its profile under a pinned root. When it is or was valid is another question. */
export interface Certified {
  certificate: Certificate;
  issuer: Certificate;
  profile: Profile;
}

/** @param text DER as base64url. Throws `Untrusted`. */
export async function certified(anchors: Anchors, text: string, profile: Profile): Promise<Certified> {
  const certificate = parseCertificate(fromBase64url(text));
  await requireProfile(certificate, profile);
  return { certificate, issuer: await anchors.issuerOf(certificate, profile.name), profile };
}

/** Certificate and root are in their time. Throws `Untrusted`. */
export function requireInTime({ certificate, issuer, profile }: Certified, now: number): void {
  requireDates(certificate, profile.name, now);
  requireDates(issuer, `${profile.name}-authority`, now);
}
