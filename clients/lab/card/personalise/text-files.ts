import { sha256, toBase64url } from '#schema/contract/bytes.ts';
import { ascii, concat, tlv, type Octets } from '#schema/contract/card.ts';
import { signRsa } from '../issuer/keys.ts';
import type { RsaJwk, TextFiles } from '../profile.ts';
import type { Holder } from './holder.ts';
import { fileWithOffsets } from './surface-files.ts';

/** Writes the files of the text application. `number` is 12 digits in the place of a My Number. */
export async function writeTextFiles(
  issuerKey: RsaJwk,
  { holder, number }: { holder: Holder; number: string },
): Promise<TextFiles> {
  const numberFile = concat(tlv(0xff10, ascii(number)), Uint8Array.of(0xff, 0xff));
  const particulars = particularsOf(holder);
  const digests = concat(
    tlv(0xdf31, await sha256(numberFile)),
    tlv(0xdf32, await sha256(concat(...particulars))),
  );
  return {
    numberFile: toBase64url(numberFile),
    holderFile: toBase64url(fileWithOffsets(particulars)),
    signatureFile: toBase64url(tlv(0xff30, digests, tlv(0xdf33, await signRsa(issuerKey, digests)))),
  };
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const particularsOf = ({ name, address, birthDate, sex }: Holder): Octets[] => [
  tlv(0xdf22, utf8(name)),
  tlv(0xdf23, utf8(address)),
  tlv(0xdf24, ascii(birthDate)),
  tlv(0xdf25, ascii(sex)),
];
