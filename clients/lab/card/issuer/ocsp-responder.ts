import { Null } from 'asn1js';
import { Extension, ExtKeyUsage } from 'pkijs';
import { issueUnder, type CertificateAuthority, type ValidFromTo } from './certificate.ts';
import { keyUsage, USAGE } from './extensions.ts';
import { generateP256, generateRsa } from './keys.ts';
import { distinguishedName, ORGANISATION } from './names.ts';

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
