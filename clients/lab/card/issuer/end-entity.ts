import { Null } from 'asn1js';
import { Extension, ExtKeyUsage } from 'pkijs';
import { eraDateOf } from '#clients/card/applets/matching-number.ts';
import type { Holder } from '../personalise/holder.ts';
import type { P256Jwk, RsaJwk } from '../profile.ts';
import { issueUnder, type CertificateAuthority, type ValidFromTo } from './certificate.ts';
import {
  certificatePolicy,
  crlDistributionPoint,
  issuerAltName,
  keyUsage,
  ocspResponder,
  particulars,
  USAGE,
} from './extensions.ts';
import { generateP256, generateRsa } from './keys.ts';
import { distinguishedName, ORGANISATION, serviceName } from './names.ts';

// The profile of card-held certificates as far as it is public (clients/lab/card/README.md, "Certificates").

export const POLICY = {
  userAuthentication: '1.2.392.200149.8.5.1.3.30',
  signature: '1.2.392.200149.8.5.1.1.20',
} as const;
const CPS = 'http://www.jpki-lab.example/cps.html';
const OCSP = 'http://ocsp.jpki-lab.example/';
const PARTICULARS = '1.2.392.200149.8.5.5';

const distributionPoint = (unit: string, ...rest: readonly (readonly ['unit' | 'commonName', string])[]) =>
  crlDistributionPoint(
    distinguishedName(
      ['country', 'JP'],
      ['organisation', ORGANISATION],
      ['unit', unit],
      ['unit', 'CRL Distribution Points'],
      ...rest,
    ),
  );

/** 利用者証明用 certificate: an opaque name and no particulars. */
export const issueUserAuthentication = (
  authority: CertificateAuthority,
  request: { key: RsaJwk; opaqueId: string; validity: ValidFromTo },
): Promise<string> =>
  issueUnder(authority, {
    subject: distinguishedName(['country', 'JP'], ['commonName', request.opaqueId]),
    publicKey: request.key,
    validity: request.validity,
    extensions: [
      keyUsage(USAGE.digitalSignature),
      certificatePolicy(POLICY.userAuthentication, CPS),
      issuerAltName(serviceName),
      distributionPoint('JPKI for user authentication', ['commonName', 'Lab CRLDP']),
      ocspResponder(OCSP),
    ],
  });

/** 署名用 certificate: name, birth date, sex and address are in it, which is why reading it takes the password. */
export const issueSignature = (
  authority: CertificateAuthority,
  request: { key: RsaJwk; holder: Holder; commonName: string; validity: ValidFromTo },
): Promise<string> => {
  const { holder } = request;
  return issueUnder(authority, {
    subject: distinguishedName(
      ['country', 'JP'],
      ['locality', holder.prefecture],
      ['locality', holder.city],
      ['commonName', request.commonName],
    ),
    publicKey: request.key,
    validity: request.validity,
    extensions: [
      keyUsage(USAGE.digitalSignature | USAGE.nonRepudiation),
      certificatePolicy(POLICY.signature, CPS),
      issuerAltName(serviceName),
      distributionPoint(
        'JPKI for digital signature',
        ['unit', holder.prefecture],
        ['commonName', `${holder.city} CRLDP`],
      ),
      particulars({
        [`${PARTICULARS}.1`]: holder.name,
        [`${PARTICULARS}.4`]: `${eraDateOf(holder.birthDate).era}${holder.birthDate}`,
        [`${PARTICULARS}.3`]: holder.sex,
        [`${PARTICULARS}.5`]: holder.address,
      }),
    ],
  });
};

/** Lab: certificate of a card's attestation key. Its common name is the card id in hexadecimal. */
export const issueCardCertificate = (
  authority: CertificateAuthority,
  request: { key: P256Jwk; cardId: string; validity: ValidFromTo },
): Promise<string> =>
  issueUnder(authority, {
    subject: distinguishedName(['commonName', request.cardId]),
    publicKey: request.key,
    validity: request.validity,
    extensions: [keyUsage(USAGE.digitalSignature)],
  });

const OID = {
  extendedKeyUsage: '2.5.29.37',
  ocspSigning: '1.3.6.1.5.5.7.3.9',
  noCheck: '1.3.6.1.5.5.7.48.1.5',
} as const;

/** A key of its own that answers OCSP for `authority`, so that the authority's key can stay offline (RFC 6960 §4.2.2.2). */
export async function issueOcspResponder(
  authority: CertificateAuthority,
  validity: ValidFromTo,
): Promise<CertificateAuthority> {
  const key = authority.key.kty === 'RSA' ? await generateRsa() : await generateP256();
  const usage = new ExtKeyUsage({ keyPurposes: [OID.ocspSigning] });
  const certificate = await issueUnder(authority, {
    subject: distinguishedName(['organisation', ORGANISATION], ['commonName', 'OCSP responder']),
    publicKey: key,
    validity,
    extensions: [
      keyUsage(USAGE.digitalSignature),
      new Extension({ extnID: OID.extendedKeyUsage, extnValue: usage.toSchema().toBER() }),
      new Extension({ extnID: OID.noCheck, extnValue: new Null().toBER() }),
    ],
  });
  return { certificate, key };
}
