import type { Certificate } from 'pkijs';
import { fromBase64url } from '#schema/contract/bytes.ts';
import { authorityKeyId, parseCertificate, requireDates, subjectKeyId } from './certificate.ts';
import { require } from './check.ts';

/** Pinned roots. Generations share one name, so a root is found by key identifier and proven by signature. */
export interface Anchors {
  /** The root that signed `certificate`, valid at `now`. Throws `Untrusted`. */
  issuerOf(certificate: Certificate, name: string, now: number): Promise<Certificate>;
}

/** @param roots DER as base64url; throws when one cannot be read, so that a bad configuration shows at start. */
export function readAnchors(roots: readonly string[]): Anchors {
  const anchors = roots.map((root) => parseCertificate(fromBase64url(root)));
  return {
    async issuerOf(certificate, name, now) {
      const keyId = authorityKeyId(certificate);
      const root = keyId === null ? undefined : anchors.find((anchor) => subjectKeyId(anchor) === keyId);
      require(root !== undefined, `${name}-unknown-authority`);
      require(root.subject.isEqual(certificate.issuer), `${name}-issuer-name`);
      requireDates(root, `${name}-authority`, now);
      require(await certificate.verify(root), `${name}-signature`);
      return root;
    },
  };
}
