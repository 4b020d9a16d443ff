import { OctetString } from 'asn1js';
import {
  BasicOCSPResponse,
  CertID,
  Extension,
  OCSPRequest,
  OCSPResponse,
  Request,
  type SingleResponse,
} from 'pkijs';
import { copyOf, sameOctets, type Octets } from '#schema/contract/card.ts';
import type { Certified } from '../anchors.ts';
import { parseAsn1, require } from '../check.ts';
import { type Answer, requirePeriod } from './source.ts';
import { requireResponder } from './responder.ts';

const BASIC_RESPONSE = '1.3.6.1.5.5.7.48.1.1';
const NONCE = '1.3.6.1.5.5.7.48.1.2';
const STATUS: Record<number, Answer['status']> = { 0: 'good', 1: 'revoked' };

/** A question about one certificate: the request, and what an answer has to repeat. */
export interface OcspQuestion {
  der: Octets;
  id: CertID;
  nonce: Octets;
}

/** SHA-1 names the issuer because that is what every responder understands (RFC 5019 §2.1.1); it secures nothing. */
export async function ocspQuestion({ certificate, issuer }: Certified): Promise<OcspQuestion> {
  const id = await CertID.create(certificate, { hashAlgorithm: 'SHA-1', issuerCertificate: issuer });
  const nonce = crypto.getRandomValues(new Uint8Array(32));
  const request = new OCSPRequest();
  request.tbsRequest.requestList = [new Request({ reqCert: id })];
  request.tbsRequest.requestExtensions = [
    new Extension({ extnID: NONCE, extnValue: new OctetString({ valueHex: nonce.slice().buffer }).toBER() }),
  ];
  return { der: new Uint8Array(request.toSchema(true).toBER()), id, nonce };
}

/** What a signed response says of the certificate that was asked about. Throws for all that cannot be believed. */
export async function readOcsp(
  der: Octets,
  question: OcspQuestion,
  subject: Certified,
  now: number,
): Promise<Answer> {
  const response = basicResponse(der);
  await requireResponder(response, subject, now);
  const { responses, responseExtensions = [] } = response.tbsResponseData;
  requireExtensions(responseExtensions, question.nonce);
  const about = responses.filter(({ certID }) => certID.isEqual(question.id));
  require(about.length === 1, 'ocsp-certificate');
  return answerOf(about[0]!, now);
}

function basicResponse(der: Octets): BasicOCSPResponse {
  const { responseStatus, responseBytes } = new OCSPResponse({ schema: parseAsn1(der, 'ocsp') });
  require(responseStatus.valueBlock.valueDec === 0, 'ocsp-response-status');
  require(responseBytes?.responseType === BASIC_RESPONSE, 'ocsp-response-type');
  const bytes = copyOf(responseBytes.response.valueBlock.valueHexView);
  return new BasicOCSPResponse({ schema: parseAsn1(bytes, 'ocsp-basic') });
}

/** A responder may leave the nonce out (RFC 9654 §2.1): then the dates alone bound how old an answer can be. */
function requireExtensions(extensions: readonly Extension[], nonce: Octets): void {
  for (const { extnID, critical, extnValue } of extensions) {
    require(!critical || extnID === NONCE, 'ocsp-critical-extension');
    if (extnID !== NONCE) continue;
    const value = parseAsn1(copyOf(extnValue.valueBlock.valueHexView), 'ocsp-nonce');
    require(value instanceof OctetString, 'ocsp-nonce-form');
    require(sameOctets(value.valueBlock.valueHexView, nonce), 'ocsp-nonce');
  }
}

function answerOf({ certStatus, thisUpdate, nextUpdate, singleExtensions }: SingleResponse, now: number) {
  require(!singleExtensions?.some(({ critical }) => critical), 'ocsp-critical-extension');
  const status = STATUS[(certStatus as { idBlock: { tagNumber: number } }).idBlock.tagNumber] ?? 'unknown';
  const until = requirePeriod('ocsp', thisUpdate, nextUpdate, now);
  // Not kept: what is unknown now may have been issued a moment ago.
  return { status, until: status === 'unknown' ? now : until };
}
