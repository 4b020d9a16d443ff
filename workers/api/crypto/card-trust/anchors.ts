import type { Certificate } from 'pkijs';
import { fromBase64url } from '#schema/contract/bytes.ts';
import type { Octets } from '#schema/contract/card.ts';
import { badSecret } from '../keys.ts';
import { parseCertificate, requireDates, type Numbered } from './certificate.ts';
import { require, Untrusted } from './check.ts';
import { authorityKeyId, subjectKeyId } from './extensions.ts';
import { requireProfile, type Profile } from './profile.ts';
import { isSignedBy } from './public-keys.ts';
import { requireRoot } from './root.ts';

/** Pinned roots. Generations share one name, so a root is found by key identifier and proven by signature. */
export interface Anchors {
  /** Key identifiers of the roots, hexadecimal. */
  keyIds: readonly string[];
  /** The root with this key identifier, hexadecimal. */
  withKeyId(keyId: string): Certificate | undefined;
  /** The root that signed `certificate`, at whatever time: key identifier, name and signature say so. Throws `Untrusted`. */
  issuerOf(certificate: Certificate, profile: Profile): Promise<Certificate>;
}

/**
 * @param roots DER as base64url; one that is no good root stops the start.
 * @param variable where they come from, for that message
 * @param hasList whether a list is pinned for the root with this key identifier, which that root then has to sign
 */
export async function readAnchors(
  roots: readonly string[],
  variable: string,
  hasList: (keyId: string) => boolean = () => false,
): Promise<Anchors> {
  const read = roots.map((root, index) => readAnchor(root, `${variable}[${index}]`, hasList));
  const anchors = new Map(await Promise.all(read));
  return {
    keyIds: [...anchors.keys()],
    withKeyId: (keyId) => anchors.get(keyId)?.certificate,
    async issuerOf(certificate, { name, algorithm }) {
      const root = anchors.get(authorityKeyId(certificate) ?? '');
      require(root !== undefined, `${name}-unknown-authority`);
      require(root.certificate.subject.isEqual(certificate.issuer), `${name}-issuer-name`);
      require(await isSignedBy(certificate, algorithm, root.key), `${name}-signature`);
      return root.certificate;
    },
  };
}

/** A root, with its key imported once. */
interface Root {
  certificate: Certificate;
  key: CryptoKey;
}

async function readAnchor(
  root: string,
  where: string,
  hasList: (keyId: string) => boolean,
): Promise<[string, Root]> {
  const certificate = readable(root, where);
  const keyId = subjectKeyId(certificate);
  try {
    const key = await requireRoot(certificate, keyId !== null && hasList(keyId));
    return [keyId!, { certificate, key }];
  } catch (error) {
    throw error instanceof Untrusted ? badSecret(where, error.message) : error;
  }
}

function readable(root: string, where: string): Certificate {
  try {
    return parseCertificate(fromBase64url(root));
  } catch {
    throw badSecret(where, 'is not a certificate');
  }
}

/** Whom a revocation source is asked about: a serial number of one authority. Answers have to be as strong as `profile`. */
export interface Subject {
  certificate: Numbered;
  issuer: Certificate;
  profile: Profile;
}

/** A certificate of its profile under a pinned root. When it is or was valid is another question. */
export interface Certified extends Subject {
  certificate: Certificate;
  der: Octets;
  /** The key that it certifies. */
  key: CryptoKey;
}

/** @param text DER as base64url. Throws `Untrusted`. */
export async function certified(anchors: Anchors, text: string, profile: Profile): Promise<Certified> {
  const der = fromBase64url(text);
  const certificate = parseCertificate(der);
  const key = await requireProfile(certificate, profile);
  return { certificate, der, key, issuer: await anchors.issuerOf(certificate, profile), profile };
}

/** Certificate and root are in their time. Throws `Untrusted`. */
export function requireInTime({ certificate, issuer, profile }: Certified, now: number): void {
  requireDates(certificate, profile.name, now);
  requireDates(issuer, `${profile.name}-authority`, now);
}
