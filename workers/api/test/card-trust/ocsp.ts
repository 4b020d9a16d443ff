import { issueOcspResponder } from '#clients/lab/card/issuer/end-entity.ts';
import type { OcspSigner } from '#clients/lab/card/issuer/ocsp.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import type { Octets } from '#schema/contract/card.ts';
import type { Certified } from '../../crypto/card-trust/anchors.ts';
import { NOW } from '#clients/lab/people/cast.ts';
import { openTrustLab, type TrustLab } from './lab.ts';
import { responder, revocationWith, subjectOf, verdictOf } from './subject.ts';

const DAY = 24 * 3600;

/** What becomes of an answer on its way. */
export type Wire = (der: Octets) => Octets | Promise<Octets>;

/** A card, those who answer for its certificate, and those who do not. */
export interface OcspLab {
  lab: TrustLab;
  card: PersonalisedCard;
  subject: Certified;
  /** The authority of the certificate. */
  own: OcspSigner;
  /** The generation before it, of the same name. */
  older: OcspSigner;
  /** Answers in the authority's name. */
  delegated: Required<OcspSigner>;
  /** The verdict when the answer of `from` (default: the authority) is changed on its way. */
  verdict(change: Wire, from?: OcspSigner): Promise<string>;
}

export async function openOcspLab(): Promise<OcspLab> {
  const lab = await openTrustLab();
  const card = await lab.card();
  const subject = await subjectOf(lab, card.profile.certificates.auth);
  const [older, own] = lab.authority.userAuthentication.map((authority) => ({ authority }));
  const validity = { notBefore: NOW - DAY, notAfter: NOW + DAY };
  const delegated = { ...own!, responder: await issueOcspResponder(own!.authority, validity) };
  const verdict: OcspLab['verdict'] = (change, from = own!) => {
    const ocsp = async (request: Request) => change(await responder(from)(request));
    return verdictOf(revocationWith(lab, { ocsp }).revocation, subject);
  };
  return { lab, card, subject, own: own!, older: older!, delegated, verdict };
}

/** The check that an answer failed, as the log line has it. */
export const failed = (why: string) => `auth-certificate-revocation (ocsp: ${why})`;

export const asItCame: Wire = (der) => der;
