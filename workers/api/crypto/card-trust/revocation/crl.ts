import { CertificateRevocationList } from 'pkijs';
import { tlv, type Octets } from '#schema/contract/card.ts';
import type { Subject } from '../anchors.ts';
import { parseAsn1, require } from '../check.ts';
import { elementsOf, onlyElement, requireDer, type Element } from '../der.ts';
import { authorityKeyId, EXTENSION, hasExtension, hasExtensionTwice, subjectKeyId } from '../extensions.ts';
import { requireAlgorithm } from '../signed.ts';
import { readEntries, type Listed } from './crl-entries.ts';
import { LONGEST_AGE, requireAge, requirePeriod } from './source.ts';

const TAG = { utcTime: 0x17, generalizedTime: 0x18, sequence: 0x30 };

/** Everything an authority has revoked, by hexadecimal serial number. */
export interface RevocationList extends Listed {
  /** Until when it may be gone by, Unix seconds. */
  until: number;
}

/**
 * A whole revocation list of the authority of `subject`, at most `age` seconds old. Lists of changes (delta), of a part
 * of the certificates or of other issuers have an extension that says so. None is understood here, so all are refused,
 * whether the authority called that extension critical or not. Throws.
 */
export async function readCrl(
  der: Octets,
  { issuer, profile }: Subject,
  now: number,
  age = LONGEST_AGE,
): Promise<RevocationList> {
  const { list, entries } = takeApart(der);
  requireAlgorithm(list, profile.algorithm, 'crl');
  const extended = { extensions: list.crlExtensions?.extensions ?? [] };
  require(!hasExtensionTwice(extended), 'crl-extension-twice');
  require(!extended.extensions.some(({ critical }) => critical), 'crl-critical-extension');
  for (const kind of ['deltaCrlIndicator', 'issuingDistributionPoint', 'certificateIssuer'] as const)
    require(!hasExtension(extended, EXTENSION[kind]), 'crl-not-whole');
  require(authorityKeyId(extended) === subjectKeyId(issuer), 'crl-authority-key');
  // The library compares the name of the issuer as well.
  require(await list.verify({ issuerCertificate: issuer }), 'crl-signature');
  const thisUpdate = list.thisUpdate.value;
  const end = requirePeriod('crl', thisUpdate, list.nextUpdate?.value, now);
  return { ...readEntries(entries), until: Math.min(end, requireAge('crl', thisUpdate, age, now)) };
}

/** The list as the library reads it, without the entries, but with the bytes that were signed. */
function takeApart(der: Octets): { list: CertificateRevocationList; entries: Element[] } {
  const [signed, ...signature] = elementsOf(onlyElement(der, TAG.sequence).value);
  require(signed?.tag === TAG.sequence, 'crl-form');
  requireDer(der);
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
