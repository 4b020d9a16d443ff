import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import {
  ascii,
  concat,
  decodeCvCertificate,
  encodeRsaPublicKey,
  fromHex,
  tlv,
  type Octets,
} from '#schema/contract/card.ts';
import { sha256 } from '#clients/card/digest.ts';
import type { Authority } from '../issuer/authority.ts';
import { signRsa } from '../issuer/keys.ts';
import { rsaPublicKeyOf } from '../issuer/rsa-public-key.ts';
import type { RsaJwk, SurfaceFiles } from '../profile.ts';
import type { Holder } from './holder.ts';
import { labelPng } from './label-png.ts';
import { writePhotoFile } from './photo-file.ts';

/** What the surface files say. `photo` is a JP2 file, `number` the 12 digits in the place of a My Number. */
export interface SurfaceFacts {
  holder: Holder;
  photo: Uint8Array;
  number: string;
  /** The chip's own key. */
  surfaceKey: RsaJwk;
}

/** Writes the files of the surface application, signed by the lab's surface issuer. */
export async function writeSurfaceFiles(
  { surfaceIssuer }: Authority,
  facts: SurfaceFacts,
): Promise<SurfaceFiles> {
  const { file, signature } = await writePhotoFile({ ...facts, issuerKey: surfaceIssuer.key });
  const seal = (object: Octets) => sealed(surfaceIssuer.key, facts.surfaceKey, object);
  const birth = await seal(tlv(0xdf11, ascii(facts.holder.birthDate)));
  const number = await seal(tlv(0xdf41, labelPng(facts.number)));
  return {
    birthFile: toBase64url(tlv(0xff10, ...birth)),
    photoFile: toBase64url(file),
    issueFile: toBase64url(await issueFile(surfaceIssuer, facts.holder)),
    issuerCertificate: surfaceIssuer.certificate,
    numberFile: toBase64url(tlv(0xff40, ...number)),
    photoSignatureHash: toBase64url(await sha256(signature)),
  };
}

/** An object, the chip's key, and the issuer's signature over both: DFn1, DFn2, DFn3. */
async function sealed(issuerKey: RsaJwk, surfaceKey: RsaJwk, object: Octets): Promise<Octets[]> {
  const tag = (object[0]! << 8) | object[1]!;
  const key = tlv(tag + 1, encodeRsaPublicKey(rsaPublicKeyOf(surfaceKey)));
  return [object, key, tlv(tag + 2, await signRsa(issuerKey, concat(object, key)))];
}

/** EF 0003: which key signed, and for which municipality. What real signatures here cover is not public. */
async function issueFile(
  { key, certificate }: Authority['surfaceIssuer'],
  { municipalityCode }: Holder,
): Promise<Octets> {
  const { issuerKeyId, subjectKeyId } = decodeCvCertificate(fromBase64url(certificate));
  const facts = concat(
    tlv(0xdf31, fromHex('06030E01')),
    tlv(0xdf32, subjectKeyId),
    tlv(0xdf33, ascii('01')),
    tlv(0xdf34, ascii(municipalityCode)),
  );
  return tlv(0xff30, facts, tlv(0xdf35, issuerKeyId, await signRsa(key, facts)));
}
