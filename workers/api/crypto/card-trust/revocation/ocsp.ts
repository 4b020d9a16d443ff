import { Enumerated, OctetString } from 'asn1js';
import {
  BasicOCSPResponse,
  CertID,
  Extension,
  OCSPRequest,
  OCSPResponse,
  Request,
  type Certificate,
  type SingleResponse,
} from 'pkijs';
import { copyOf, sameOctets, type Octets } from '#schema/contract/card.ts';
import type { Subject } from '../anchors.ts';
import { parseAsn1, require } from '../check.ts';
import { hasExtensionTwice } from '../extensions.ts';
import { LONGEST_AGE, requireAge, requirePeriod, type Answer } from './source.ts';
import { requireResponder } from './responder.ts';

const BASIC_RESPONSE = '1.3.6.1.5.5.7.48.1.1';
const NONCE = '1.3.6.1.5.5.7.48.1.2';
const GOOD = 0;
const REVOKED = 1;
const CERTIFICATE_HOLD = 6;

/** A question about one certificate: the request, and what an answer has to repeat. */
export interface OcspQuestion {
  der: Octets;
  id: CertID;
  nonce: Octets;
}

/** SHA-1 names the issuer because that is what every responder understands (RFC 5019 §2.1.1); it secures nothing. */
export async function ocspQuestion({ certificate, issuer }: Subject): Promise<OcspQuestion> {
  const id = await CertID.create(certificate as Certificate, {
    hashAlgorithm: 'SHA-1',
    issuerCertificate: issuer,
  });
  const nonce = crypto.getRandomValues(new Uint8Array(32));
  const request = new OCSPRequest();
  request.tbsRequest.requestList = [new Request({ reqCert: id })];
  request.tbsRequest.requestExtensions = [
    new Extension({ extnID: NONCE, extnValue: new OctetString({ valueHex: nonce.slice().buffer }).toBER() }),
  ];
  return { der: new Uint8Array(request.toSchema(true).toBER()), id, nonce };
}

/**
 * What a signed response says of the certificate that was asked about. One that does not repeat the nonce of the
 * question was made before it, and may be `age` seconds old. Throws for all that cannot be believed.
 */
export async function readOcsp(
  der: Octets,
  question: OcspQuestion,
  subject: Subject,
  now: number,
  age = LONGEST_AGE,
): Promise<Answer> {
  const response = basicResponse(der);
  await requireResponder(response, subject, now);
  const { responses, responseExtensions = [] } = response.tbsResponseData;
  const fresh = readExtensions(responseExtensions, question.nonce);
  const about = responses.filter(({ certID }) => certID.isEqual(question.id));
  require(about.length === 1, 'ocsp-certificate');
  const { thisUpdate, nextUpdate } = about[0]!;
  const end = requirePeriod('ocsp', thisUpdate, nextUpdate, now);
  const aged = fresh ? now + age : requireAge('ocsp', thisUpdate, age, now);
  const status = statusOf(about[0]!);
  // Not kept: what is unknown now may have been issued a moment ago.
  return { status, until: status === 'unknown' ? now : Math.min(end, aged) };
}

function basicResponse(der: Octets): BasicOCSPResponse {
  const { responseStatus, responseBytes } = new OCSPResponse({ schema: parseAsn1(der, 'ocsp') });
  require(responseStatus.valueBlock.valueDec === 0, 'ocsp-response-status');
  require(responseBytes?.responseType === BASIC_RESPONSE, 'ocsp-response-type');
  const bytes = copyOf(responseBytes.response.valueBlock.valueHexView);
  return new BasicOCSPResponse({ schema: parseAsn1(bytes, 'ocsp-basic') });
}

/** Whether the nonce is repeated. A responder may leave it out (RFC 9654 §2.1), but not repeat another. */
function readExtensions(extensions: Extension[], nonce: Octets): boolean {
  require(!hasExtensionTwice({ extensions }), 'ocsp-extension-twice');
  for (const { extnID, critical, extnValue } of extensions) {
    require(!critical || extnID === NONCE, 'ocsp-critical-extension');
    if (extnID !== NONCE) continue;
    const value = parseAsn1(copyOf(extnValue.valueBlock.valueHexView), 'ocsp-nonce');
    require(value instanceof OctetString, 'ocsp-nonce-form');
    require(sameOctets(value.valueBlock.valueHexView, nonce), 'ocsp-nonce');
  }
  return extensions.some(({ extnID }) => extnID === NONCE);
}

/** `CHOICE { good [0], revoked [1] SEQUENCE { time, reason [0]? }, unknown [2] }`. */
function statusOf({ certStatus, singleExtensions = [] }: SingleResponse): Answer['status'] {
  require(!hasExtensionTwice({ extensions: singleExtensions }), 'ocsp-extension-twice');
  require(!singleExtensions.some(({ critical }) => critical), 'ocsp-critical-extension');
  const { idBlock, valueBlock } = certStatus as CertStatus;
  if (idBlock.tagNumber === GOOD) return 'good';
  if (idBlock.tagNumber !== REVOKED) return 'unknown';
  const reason = valueBlock.value?.find((field) => field.idBlock.tagClass === CONTEXT)?.valueBlock.value?.[0];
  return reason instanceof Enumerated && reason.valueBlock.valueDec === CERTIFICATE_HOLD ? 'held' : 'revoked';
}

const CONTEXT = 3;

/** What the library makes of a choice. */
interface CertStatus {
  idBlock: { tagClass: number; tagNumber: number };
  valueBlock: { value?: CertStatus[] };
}
