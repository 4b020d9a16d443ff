import {
  ascii,
  concat,
  encodeRsaPublicKey,
  photoSignatureInput,
  SURFACE_TAGS as TAG,
  tlv,
  type Octets,
} from '#schema/contract/card.ts';
import { sha256 } from '#clients/card/digest.ts';
import { signRsa } from '../issuer/keys.ts';
import { rsaPublicKeyOf } from '../issuer/rsa-public-key.ts';
import type { RsaJwk } from '../profile.ts';
import type { Holder } from './holder.ts';
import { labelPng } from './label-png.ts';
import { fileWithOffsets } from './offset-table.ts';

/** What goes into a card face file. `photo` is a JP2 file; `surfaceKey` the chip's own key for DF24. */
export interface PhotoFileParts {
  holder: Holder;
  photo: Uint8Array;
  surfaceKey: RsaJwk;
  issuerKey: RsaJwk;
}

/** Writes surface EF 0002, signed by the surface issuer. Answers the file and the DF28 value. */
export async function writePhotoFile(parts: PhotoFileParts): Promise<{ file: Octets; signature: Octets }> {
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
    tlv(TAG.expiry, ascii(holder.cardExpiry)),
    tlv(TAG.securityCode, labelPng(holder.securityCode)),
  ];
  return { file: fileWithOffsets([...holderGroup, ...textGroup, photoObject, ...rest]), signature };
}
