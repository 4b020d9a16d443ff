import { fromBase64url, sha256, toBase64url } from '#schema/contract/bytes.ts';
import {
  ascii,
  concat,
  decodeCvCertificate,
  encodeRsaPublicKey,
  fromHex,
  photoSignatureInput,
  SURFACE_TAGS as TAG,
  tlv,
  type Octets,
} from '#schema/contract/card.ts';
import type { Authority } from '../issuer/authority.ts';
import { rsaPublicKeyOf, signRsa } from '../issuer/keys.ts';
import type { RsaJwk, SurfaceFiles } from '../profile.ts';
import { validTo, type Holder } from './holder.ts';
import { labelPng } from './label-png.ts';

/** What the surface files say. `photo` is a JP2 file, `number` the 12 digits in the place of a My Number. */
interface SurfaceFacts {
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

/** What goes into a card face file. `photo` is a JP2 file; `surfaceKey` the chip's own key for DF24. */
interface PhotoFileParts {
  holder: Holder;
  photo: Uint8Array;
  surfaceKey: RsaJwk;
  issuerKey: RsaJwk;
}

/** Writes surface EF 0002, signed by the surface issuer. Answers the file and the DF28 value. */
async function writePhotoFile(parts: PhotoFileParts): Promise<{ file: Octets; signature: Octets }> {
  const { holder, photo, surfaceKey } = parts;
  const holderGroup = [
    tlv(TAG.birthDate, ascii(holder.birthDate)),
    tlv(TAG.sex, ascii(holder.sex)),
    tlv(TAG.publicKey, encodeRsaPublicKey(rsaPublicKeyOf(surfaceKey))),
  ];
  const textGroup = [tlv(TAG.name, labelPng(holder.name)), tlv(TAG.address, labelPng(holder.address))];
  const photoObject = tlv(TAG.photo, photo);
  const digests = {
    holderDigest: await sha256(concat(...holderGroup)),
    textDigest: await sha256(concat(...textGroup)),
    photoDigest: await sha256(photoObject),
  };
  const signature = await signRsa(parts.issuerKey, photoSignatureInput(digests));
  const rest = [
    tlv(TAG.signature, signature),
    tlv(TAG.expiry, ascii(validTo(holder))),
    tlv(TAG.securityCode, labelPng(holder.securityCode)),
  ];
  return { file: fileWithOffsets([...holderGroup, ...textGroup, photoObject, ...rest]), signature };
}

/** `FF20 { DF21 offsets, objects }`; offsets count from the first byte of the file. */
export function fileWithOffsets(objects: Octets[]): Octets {
  const tableLength = tlv(TAG.offsets, new Uint8Array(2 * objects.length)).length;
  const contentLength = tableLength + objects.reduce((sum, object) => sum + object.length, 0);
  let offset = tlv(TAG.file, new Uint8Array(contentLength)).length - contentLength + tableLength;
  const table = objects.flatMap((object) => {
    const entry = [offset >> 8, offset & 0xff];
    offset += object.length;
    return entry;
  });
  return tlv(TAG.file, tlv(TAG.offsets, Uint8Array.from(table)), ...objects);
}
