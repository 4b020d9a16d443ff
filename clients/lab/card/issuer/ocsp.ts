import { Constructed, Enumerated, GeneralizedTime, OctetString, Primitive } from 'asn1js';
import {
  BasicOCSPResponse,
  CertID,
  OCSPRequest,
  OCSPResponse,
  ResponseBytes,
  ResponseData,
  SingleResponse,
  type Extension,
} from 'pkijs';
import { copyOf, sameOctets, toHex, type Octets } from '#schema/contract/card.ts';
import { keyIdOf, parseCertificate, type CertificateAuthority } from './certificate.ts';
import { importPrivate } from './keys.ts';
import {
  REVOCATION_REASONS,
  revokedBy,
  type RevocationList,
  type RevokedCertificate as Entry,
} from './revocation.ts';

const BASIC_RESPONSE = '1.3.6.1.5.5.7.48.1.1';
const NONCE = '1.3.6.1.5.5.7.48.1.2';
const HASHES: Record<string, string> = { '1.3.14.3.2.26': 'SHA-1', '2.16.840.1.101.3.4.2.1': 'SHA-256' };
const FAULT = { malformedRequest: 1, unauthorized: 6 } as const;

/** Seconds an answer holds: short, so that a demonstration sees a revocation soon. */
export const OCSP_LIFE = 60;

/** An authority that answers by OCSP, itself or by a delegated responder (`issueOcspResponder`). */
export interface OcspSigner {
  authority: CertificateAuthority;
  responder?: CertificateAuthority;
}

/**
 * Answers an OCSP request (DER) for the authorities given; a request for another is `unauthorized`, one that cannot be
 * read `malformedRequest`. `now` is Unix seconds.
 */
export async function answerOcsp(
  signers: readonly OcspSigner[],
  list: RevocationList,
  request: Uint8Array,
  now: number,
): Promise<Octets> {
  const asked = readRequest(request);
  if (!asked) return fault('malformedRequest');
  const signer = await signerOf(signers, asked.ids);
  if (!signer) return fault('unauthorized');
  const revoked = await revokedBy(signer.authority, list, now);
  const data = new ResponseData();
  data.producedAt = new Date(now * 1000);
  data.responses = asked.ids.map((id) => singleResponse(id, revoked, now));
  if (asked.nonce) data.responseExtensions = [asked.nonce];
  return sealed(data, signer);
}

function readRequest(der: Uint8Array): { ids: CertID[]; nonce: Extension | undefined } | null {
  try {
    const { tbsRequest } = OCSPRequest.fromBER(copyOf(der));
    const ids = tbsRequest.requestList.map(({ reqCert }) => reqCert);
    const nonce = tbsRequest.requestExtensions?.find(({ extnID }) => extnID === NONCE);
    return ids.length > 0 ? { ids, nonce } : null;
  } catch {
    return null;
  }
}

/** The one authority that every certificate asked about is of. */
async function signerOf(signers: readonly OcspSigner[], ids: readonly CertID[]): Promise<OcspSigner | null> {
  for (const signer of signers) {
    const issuer = parseCertificate(signer.authority.certificate);
    const own = await Promise.all(ids.map((id) => isOf(id, issuer)));
    if (own.every(Boolean)) return signer;
  }
  return null;
}

async function isOf(id: CertID, issuer: ReturnType<typeof parseCertificate>): Promise<boolean> {
  const hashAlgorithm = HASHES[id.hashAlgorithm.algorithmId];
  if (!hashAlgorithm) return false;
  const { issuerNameHash, issuerKeyHash } = await CertID.create(issuer, {
    hashAlgorithm,
    issuerCertificate: issuer,
  });
  return same(issuerNameHash, id.issuerNameHash) && same(issuerKeyHash, id.issuerKeyHash);
}

const same = (a: OctetString, b: OctetString): boolean =>
  sameOctets(a.valueBlock.valueHexView, b.valueBlock.valueHexView);

function singleResponse(certID: CertID, revoked: readonly Entry[], now: number): SingleResponse {
  const serial = toHex(certID.serialNumber.valueBlock.valueHexView);
  const entry = revoked.find((candidate) => candidate.serial === serial);
  const certStatus = entry ? revokedStatus(entry) : plainStatus(isLabSerial(serial) ? 'good' : 'unknown');
  const [thisUpdate, nextUpdate] = [new Date(now * 1000), new Date((now + OCSP_LIFE) * 1000)];
  return new SingleResponse({ certID, certStatus, thisUpdate, nextUpdate });
}

/** Every serial number of the lab is eight bytes from 40… to 7f…; any other was never issued here. */
const isLabSerial = (serial: string): boolean => /^[4-7][0-9a-f]{15}$/.test(serial);

const plainStatus = (status: 'good' | 'unknown') =>
  new Primitive({ idBlock: { tagClass: 3, tagNumber: status === 'good' ? 0 : 2 } });

const revokedStatus = ({ at, reason }: Entry) =>
  new Constructed({
    idBlock: { tagClass: 3, tagNumber: 1 },
    value: [
      new GeneralizedTime({ valueDate: new Date(at * 1000) }),
      new Constructed({
        idBlock: { tagClass: 3, tagNumber: 0 },
        value: [new Enumerated({ value: REVOCATION_REASONS[reason] })],
      }),
    ],
  });

async function sealed(data: ResponseData, { authority, responder }: OcspSigner): Promise<Octets> {
  const signer = responder ?? authority;
  data.responderID = new OctetString({ valueHex: (await keyIdOf(signer.key)).slice().buffer });
  const basic = new BasicOCSPResponse({ tbsResponseData: data });
  await basic.sign(await importPrivate(signer.key), 'SHA-256');
  if (responder) basic.certs = [parseCertificate(responder.certificate)];
  const response = new OctetString({ valueHex: basic.toSchema().toBER() });
  const responseBytes = new ResponseBytes({ responseType: BASIC_RESPONSE, response });
  return encoded(new OCSPResponse({ responseStatus: new Enumerated({ value: 0 }), responseBytes }));
}

const fault = (name: keyof typeof FAULT): Octets =>
  encoded(new OCSPResponse({ responseStatus: new Enumerated({ value: FAULT[name] }) }));

const encoded = (response: OCSPResponse): Octets => new Uint8Array(response.toSchema().toBER());
