import {
  type BaseBlock,
  BitString,
  Constructed,
  IA5String,
  Integer,
  ObjectIdentifier,
  OctetString,
  Sequence,
  Utf8String,
} from 'asn1js';
import {
  AccessDescription,
  AltName,
  AuthorityKeyIdentifier,
  BasicConstraints,
  CertificatePolicies,
  CRLDistributionPoints,
  DistributionPoint,
  Extension,
  GeneralName,
  InfoAccess,
  PolicyInformation,
  PolicyQualifierInfo,
  type RelativeDistinguishedNames,
} from 'pkijs';
import type { Octets } from '#schema/contract/card.ts';
import { directoryName } from './names.ts';

const OID = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  issuerAltName: '2.5.29.18',
  basicConstraints: '2.5.29.19',
  crlDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  authorityKeyIdentifier: '2.5.29.35',
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
  ocsp: '1.3.6.1.5.5.7.48.1',
  cps: '1.3.6.1.5.5.7.2.1',
} as const;

interface Encodable {
  toSchema(): { toBER(sizeOnly?: boolean): ArrayBuffer };
}

const extension = (extnID: string, critical: boolean, value: ArrayBuffer): Extension =>
  new Extension({ extnID, critical, extnValue: value });
const encoded = (value: Encodable): ArrayBuffer => value.toSchema().toBER();

/** Bits of keyUsage, most significant first (RFC 5280 §4.2.1.3). */
export const USAGE = {
  digitalSignature: 0x80,
  nonRepudiation: 0x40,
  certificateAndCrlSigning: 0x06,
} as const;

export function keyUsage(bits: number): Extension {
  const unused = Math.log2(bits & -bits);
  const value = new BitString({ valueHex: Uint8Array.of(bits).buffer, unusedBits: unused });
  return extension(OID.keyUsage, true, value.toBER());
}

export const certificateAuthority = (): Extension =>
  extension(OID.basicConstraints, true, encoded(new BasicConstraints({ cA: true })));

export const subjectKeyIdentifier = (keyId: Octets): Extension =>
  extension(OID.subjectKeyIdentifier, false, new OctetString({ valueHex: keyId.slice().buffer }).toBER());

export const authorityKeyIdentifier = (keyId: Octets): Extension =>
  extension(
    OID.authorityKeyIdentifier,
    false,
    encoded(
      new AuthorityKeyIdentifier({ keyIdentifier: new OctetString({ valueHex: keyId.slice().buffer }) }),
    ),
  );

/** One policy, critical, with the address of the practice statement. */
export function certificatePolicy(policyIdentifier: string, cps: string): Extension {
  const qualifier = new PolicyQualifierInfo({
    policyQualifierId: OID.cps,
    qualifier: new IA5String({ value: cps }),
  });
  const information = new PolicyInformation({ policyIdentifier, policyQualifiers: [qualifier] });
  const policies = new CertificatePolicies({ certificatePolicies: [information] });
  return extension(OID.certificatePolicies, true, encoded(policies));
}

export const issuerAltName = (name: RelativeDistinguishedNames): Extension =>
  extension(OID.issuerAltName, false, encoded(new AltName({ altNames: [directoryName(name)] })));

export const subjectDirectoryName = (name: RelativeDistinguishedNames): Extension =>
  extension(OID.subjectAltName, false, encoded(new AltName({ altNames: [directoryName(name)] })));

/** CRL distribution point by directory name, as JPKI has it: no address in the certificate. */
export function crlDistributionPoint(name: RelativeDistinguishedNames): Extension {
  const point = new DistributionPoint({ distributionPoint: [directoryName(name)] });
  const points = new CRLDistributionPoints({ distributionPoints: [point] });
  return extension(OID.crlDistributionPoints, false, encoded(points));
}

export function ocspResponder(url: string): Extension {
  const accessLocation = new GeneralName({ type: 6, value: url });
  const access = new InfoAccess({
    accessDescriptions: [new AccessDescription({ accessMethod: OID.ocsp, accessLocation })],
  });
  return extension(OID.authorityInfoAccess, false, encoded(access));
}

/**
 * The holder's particulars as otherName UTF8Strings: what a signature certificate says and an authentication one must
 * not. Written out by hand, because the library wraps an otherName once more than RFC 5280 has it.
 */
export function particulars(values: Readonly<Record<string, string>>): Extension {
  const otherNames = Object.entries(values).map(([oid, text]) =>
    tagged(new ObjectIdentifier({ value: oid }), tagged(new Utf8String({ value: text }))),
  );
  return extension(OID.subjectAltName, false, new Sequence({ value: otherNames }).toBER());
}

const tagged = (...value: BaseBlock[]): Constructed =>
  new Constructed({ idBlock: { tagClass: 3, tagNumber: 0 }, value });

/** A serial number of 8 random bytes, positive. */
export function randomSerial(): Integer {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  bytes[0] = (bytes[0]! & 0x3f) | 0x40;
  return new Integer({ valueHex: bytes.buffer });
}
