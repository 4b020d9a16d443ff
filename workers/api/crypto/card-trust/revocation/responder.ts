import { OctetString } from 'asn1js';
import {
  getCrypto,
  RelativeDistinguishedNames,
  type BasicOCSPResponse,
  type Certificate,
  type PublicKeyInfo,
} from 'pkijs';
import { copyOf, sameOctets } from '#schema/contract/card.ts';
import type { Subject } from '../anchors.ts';
import { requireDates } from '../certificate.ts';
import { require } from '../check.ts';
import { authorityKeyId, hasExtension, subjectKeyId } from '../extensions.ts';
import { requireProfile, type Profile } from '../profile.ts';
import { ALGORITHM, hasPlainParameters } from '../signed.ts';

const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9';
/** Says that nobody need ask whether the responder itself was revoked (RFC 6960 §4.2.2.2.1). */
const NO_CHECK = '1.3.6.1.5.5.7.48.1.5';
/** Certificates of a response that are looked at. */
const MAX_CERTIFICATES = 4;

/** The response is signed by the authority itself, or by one it made responsible for answering. Throws `Untrusted`. */
export async function requireResponder(
  response: BasicOCSPResponse,
  { issuer, profile }: Subject,
  now: number,
): Promise<void> {
  const { signatureAlgorithm, signature, tbsResponseData } = response;
  require(signatureAlgorithm.algorithmId === ALGORITHM[profile.algorithm], 'ocsp-algorithm');
  require(hasPlainParameters(signatureAlgorithm), 'ocsp-algorithm-parameters');
  const candidates = [issuer, ...(response.certs ?? []).slice(0, MAX_CERTIFICATES)];
  const signer = await signerAmong(candidates, tbsResponseData.responderID);
  require(signer !== undefined, 'ocsp-responder-unknown');
  if (signer !== issuer) await requireDelegated(signer, issuer, profile, now);
  const key = signer.subjectPublicKeyInfo;
  const signed = getCrypto(true).verifyWithPublicKey(
    tbsResponseData.tbsView as never,
    signature,
    key,
    signatureAlgorithm,
  );
  require(await signed, 'ocsp-signature');
}

/** As strong as what it answers for, made by the same authority, and for this. */
async function requireDelegated(signer: Certificate, issuer: Certificate, profile: Profile, now: number) {
  const purposes = { accepted: [OCSP_SIGNING], required: true };
  const responder = { ...profile, name: 'ocsp-responder', policy: null, purposes };
  await requireProfile(signer, responder);
  requireDates(signer, responder.name, now);
  require(hasExtension(signer, NO_CHECK), 'ocsp-responder-no-check');
  await requireIssuedBy(signer, issuer, responder.name);
}

/** `issuer` made `certificate`: name, key identifier and signature say so. Throws `Untrusted`. */
async function requireIssuedBy(certificate: Certificate, issuer: Certificate, name: string): Promise<void> {
  require(authorityKeyId(certificate) === subjectKeyId(issuer), `${name}-authority-key`);
  require(issuer.subject.isEqual(certificate.issuer), `${name}-issuer-name`);
  require(await certificate.verify(issuer), `${name}-signature`);
}

/** Named by subject, or by SHA-1 of the bits of its key. */
async function signerAmong(
  candidates: readonly Certificate[],
  id: unknown,
): Promise<Certificate | undefined> {
  if (id instanceof RelativeDistinguishedNames) return candidates.find(({ subject }) => subject.isEqual(id));
  if (!(id instanceof OctetString)) return undefined;
  for (const candidate of candidates) {
    const keyHash = await keyHashOf(candidate.subjectPublicKeyInfo);
    if (sameOctets(keyHash, id.valueBlock.valueHexView)) return candidate;
  }
  return undefined;
}

async function keyHashOf({ subjectPublicKey }: PublicKeyInfo): Promise<Uint8Array> {
  const bits = copyOf(subjectPublicKey.valueBlock.valueHexView);
  return new Uint8Array(await crypto.subtle.digest('SHA-1', bits));
}
