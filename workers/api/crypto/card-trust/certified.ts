import type { Certificate } from 'pkijs';
import { fromBase64url } from '#schema/contract/bytes.ts';
import type { Anchors } from './anchors.ts';
import { parseCertificate, requireDates, requireProfile, type Profile } from './certificate.ts';

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
