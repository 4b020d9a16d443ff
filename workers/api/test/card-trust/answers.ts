import { BitString, OctetString } from 'asn1js';
import {
  BasicOCSPResponse,
  Certificate,
  CertificateRevocationList,
  Extension,
  OCSPResponse,
  type SingleResponse,
} from 'pkijs';
import { fromBase64url } from '#schema/contract/bytes.ts';
import type { Octets } from '#schema/contract/card.ts';
import type { PrivateJwk } from '#clients/lab/card/issuer/keys.ts';
import { signingKey, type Hash } from './altered.ts';

/** What a revocation source answered, changed and signed again. Null for `key` leaves the old signature on it. */
export interface Resigning {
  key: PrivateJwk | null;
  hash?: Hash;
}

export async function alteredOcsp(
  der: Uint8Array,
  { key, hash = 'SHA-256' }: Resigning,
  change: (basic: BasicOCSPResponse) => unknown,
): Promise<Octets> {
  const response = OCSPResponse.fromBER(der as Octets);
  const basic = BasicOCSPResponse.fromBER(response.responseBytes!.response.valueBlock.valueHexView as Octets);
  change(basic);
  if (key) await basic.sign(await signingKey(key, hash), hash);
  response.responseBytes!.response = new OctetString({ valueHex: basic.toSchema().toBER() });
  return new Uint8Array(response.toSchema().toBER());
}

/** Changes the one answer in a response. */
export const single =
  (change: (answer: SingleResponse) => unknown) =>
  ({ tbsResponseData }: BasicOCSPResponse): unknown =>
    change(tbsResponseData.responses[0]!);

export async function alteredCrl(
  der: Uint8Array,
  { key, hash = 'SHA-256' }: Resigning,
  change: (list: CertificateRevocationList) => unknown = () => {},
): Promise<Octets> {
  const list = CertificateRevocationList.fromBER(der as Octets);
  change(list);
  if (key) await list.sign(await signingKey(key, hash), hash);
  return new Uint8Array(list.toSchema(key !== null).toBER());
}

/** A revocation list signed with SHA-512 and saying so outside, while the signed part says SHA-256. */
export async function crlWithOuterSha512(der: Uint8Array, key: PrivateJwk): Promise<Octets> {
  const inner = CertificateRevocationList.fromBER(der as Octets);
  const outer = CertificateRevocationList.fromBER(await alteredCrl(der, { key, hash: 'SHA-512' }));
  const privateKey = await signingKey(key, 'SHA-512');
  const algorithm = { name: privateKey.algorithm.name, hash: 'SHA-512' };
  const signature = await crypto.subtle.sign(algorithm, privateKey, new Uint8Array(inner.tbsView));
  inner.signatureAlgorithm = outer.signatureAlgorithm;
  inner.signatureValue = new BitString({ valueHex: signature });
  return new Uint8Array(inner.toSchema().toBER());
}

export const criticalExtension = (extnID = '1.3.6.1.4.1.99999.1'): Extension =>
  new Extension({ extnID, critical: true, extnValue: Uint8Array.of(5, 0).buffer });

export const certificateOf = (der: string): Certificate => Certificate.fromBER(fromBase64url(der));

/** A copy with the lowest bit of one byte turned over. */
export function withBitTurned(der: Octets, index: number): Octets {
  const changed = der.slice();
  changed[index]! ^= 1;
  return changed;
}
