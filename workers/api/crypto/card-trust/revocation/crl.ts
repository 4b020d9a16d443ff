import { CertificateRevocationList } from 'pkijs';
import { tlv, toHex, type Octets } from '#schema/contract/card.ts';
import { authorityKeyId, OID, subjectKeyId } from '../certificate.ts';
import type { Certified } from '../anchors.ts';
import { parseAsn1, require } from '../check.ts';
import { elementsOf, onlyElement, type Element } from './der.ts';
import { requirePeriod } from './source.ts';

const TAG = { boolean: 0x01, integer: 0x02, utcTime: 0x17, generalizedTime: 0x18, sequence: 0x30 };

/** Everything an authority has revoked, by hexadecimal serial number. */
export interface RevocationList {
  serials: ReadonlySet<string>;
  /** The signed end of its validity, Unix seconds. */
  until: number;
}

/**
 * A whole revocation list of the authority of `subject`. Lists of changes (delta), of a part of the certificates or of
 * other issuers say so in a critical extension; none is understood here, so all are refused. Throws.
 */
export async function readCrl(
  der: Octets,
  { issuer, profile }: Certified,
  now: number,
): Promise<RevocationList> {
  const { list, entries } = takeApart(der);
  const algorithm = OID[profile.algorithm];
  require(list.signature.algorithmId === algorithm, 'crl-algorithm');
  require(list.signatureAlgorithm.algorithmId === algorithm, 'crl-outer-algorithm');
  const extensions = list.crlExtensions?.extensions ?? [];
  require(!extensions.some(({ critical }) => critical), 'crl-critical-extension');
  require(authorityKeyId({ extensions }) === subjectKeyId(issuer), 'crl-authority-key');
  // The library compares the name of the issuer as well.
  require(await list.verify({ issuerCertificate: issuer }), 'crl-signature');
  const until = requirePeriod('crl', list.thisUpdate.value, list.nextUpdate?.value, now);
  return { serials: new Set(entries.map(serialOfEntry)), until };
}

/** The list as the library reads it, without the entries, but with the bytes that were signed. */
function takeApart(der: Octets): { list: CertificateRevocationList; entries: Element[] } {
  const [signed, ...signature] = elementsOf(onlyElement(der, TAG.sequence).value);
  require(signed?.tag === TAG.sequence, 'crl-form');
  const fields = [...elementsOf(signed.value)];
  const at = fields.findIndex((field, index) => isTime(fields[index - 1]) && field.tag === TAG.sequence);
  const revoked = at === -1 ? [] : fields.splice(at, 1);
  const head = tlv(TAG.sequence, ...fields.map(({ whole }) => whole));
  const hollow = tlv(TAG.sequence, head, ...signature.map(({ whole }) => whole));
  const list = new CertificateRevocationList({ schema: parseAsn1(hollow, 'crl') });
  list.tbsView = signed.whole;
  return { list, entries: revoked.flatMap(({ value }) => [...elementsOf(value)]) };
}

const isTime = (field: Element | undefined) =>
  field?.tag === TAG.utcTime || field?.tag === TAG.generalizedTime;

/** `SEQUENCE { serial, time, extensions? }`; a critical extension would make it mean something else. */
function serialOfEntry(entry: Element): string {
  const [serial, , extensions] = elementsOf(entry.value);
  require(serial?.tag === TAG.integer, 'crl-entry');
  for (const extension of extensions ? elementsOf(extensions.value) : []) {
    const [, critical] = elementsOf(extension.value);
    require(critical?.tag !== TAG.boolean || critical.value[0] === 0, 'crl-entry-critical-extension');
  }
  return toHex(serial.value);
}
