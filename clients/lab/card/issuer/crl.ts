import { Enumerated, Integer } from 'asn1js';
import { CertificateRevocationList, Extension, Extensions, RevokedCertificate } from 'pkijs';
import { fromHex, type Octets } from '#schema/contract/card.ts';
import { keyIdOf, parseCertificate, timeOf, type CertificateAuthority } from './certificate.ts';
import { authorityKeyIdentifier } from './extensions.ts';
import { importPrivate } from './keys.ts';
import {
  REVOCATION_REASONS,
  revokedBy,
  type RevocationList,
  type RevokedCertificate as Entry,
} from './revocation.ts';

const OID = { crlNumber: '2.5.29.20', reason: '2.5.29.21' } as const;

/** Seconds until the next list. */
export const CRL_LIFE = 24 * 3600;

/** The whole revocation list of one authority, DER. `now` is Unix seconds, and the list's number; `life` seconds. */
export async function issueCrl(
  authority: CertificateAuthority,
  list: RevocationList,
  now: number,
  life = CRL_LIFE,
): Promise<Octets> {
  const crl = new CertificateRevocationList({ version: 1 });
  crl.issuer = parseCertificate(authority.certificate).subject;
  crl.thisUpdate = timeOf(now);
  crl.nextUpdate = timeOf(now + life);
  const revoked = await revokedBy(authority, list, now);
  // RFC 5280 §5.1.2.6: no entries, no field.
  if (revoked.length > 0) crl.revokedCertificates = revoked.map(entryOf);
  const number = new Extension({ extnID: OID.crlNumber, extnValue: new Integer({ value: now }).toBER() });
  const extensions = [authorityKeyIdentifier(await keyIdOf(authority.key)), number];
  crl.crlExtensions = new Extensions({ extensions });
  await crl.sign(await importPrivate(authority.key), 'SHA-256');
  return new Uint8Array(crl.toSchema(true).toBER());
}

function entryOf({ serial, reason, at }: Entry): RevokedCertificate {
  const entry = new RevokedCertificate();
  entry.userCertificate = new Integer({ valueHex: fromHex(serial).buffer });
  entry.revocationDate = timeOf(at);
  if (reason === 'unspecified') return entry;
  const extnValue = new Enumerated({ value: REVOCATION_REASONS[reason] }).toBER();
  entry.crlEntryExtensions = new Extensions({
    extensions: [new Extension({ extnID: OID.reason, extnValue })],
  });
  return entry;
}
