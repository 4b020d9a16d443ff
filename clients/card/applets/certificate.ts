import { fromHex, readTlv, readTlvs, toHex, type Octets, type Tlv } from '#schema/contract/card.ts';
import { CardFailure } from '../failure.ts';

// Only what a screen or a message needs of a certificate. The back end alone judges certificates.

/** When a certificate is valid, Unix seconds, both ends included. */
export interface Validity {
  notBefore: number;
  notAfter: number;
}

const UTC_TIME = 0x17;
/** `[3]` of a certificate, and `[0]` of an authority key identifier, whose object identifier is 2.5.29.35. */
const EXTENSIONS = 0xa3;
const KEY_IDENTIFIER = 0x80;
const AUTHORITY_KEY_IDENTIFIER = '551d23';

/** The dates of an X.509 certificate. Throws `CardFailure` `card-data`. */
export function readValidity(certificate: Octets): Validity {
  return reading('certificate dates', () => {
    const [notBefore, notAfter] = readTlvs(fieldsOf(certificate)[3]!.value);
    return { notBefore: instantOf(notBefore!), notAfter: instantOf(notAfter!) };
  });
}

/** The card id in a card certificate: the hexadecimal common name of its subject, 16 bytes. Throws `card-data`. */
export function readCardId(cardCertificate: Octets): Octets {
  return reading('card certificate', () => {
    const [set] = readTlvs(fieldsOf(cardCertificate)[4]!.value);
    const [, name] = readTlvs(readTlv(set!.value).value);
    const cardId = fromHex(String.fromCharCode(...name!.value));
    if (cardId.length !== 16) throw new RangeError('not a card id');
    return cardId;
  });
}

/** Which certificate it is, and no more: the key identifier of its authority, and its serial number. */
export interface CertificateNumber {
  issuerKeyId: Octets;
  serial: Octets;
}

/** The number of an X.509 certificate. Throws `CardFailure` `card-data`. */
export function readNumber(certificate: Octets): CertificateNumber {
  return reading('certificate number', () => {
    const fields = fieldsOf(certificate);
    const extensions = readTlvs(readTlv(fields.find(({ tag }) => tag === EXTENSIONS)!.value).value);
    const identifier = extensions
      .map(({ value }) => readTlvs(value))
      .find(([id]) => toHex(id!.value) === AUTHORITY_KEY_IDENTIFIER)!;
    const [issuerKeyId] = readTlvs(readTlv(identifier.at(-1)!.value).value);
    if (issuerKeyId?.tag !== KEY_IDENTIFIER) throw new RangeError('no key identifier');
    return { issuerKeyId: issuerKeyId.value, serial: fields[0]!.value };
  });
}

/** Serial, algorithm, issuer, validity, subject, … of the signed part, without the optional version before them. */
function fieldsOf(certificate: Octets): Tlv[] {
  const fields = readTlvs(readTlv(readTlv(certificate).value).value);
  return fields[0]?.tag === 0xa0 ? fields.slice(1) : fields;
}

function instantOf({ tag, value }: Tlv): number {
  const text = String.fromCharCode(...value);
  const century = Number(text.slice(0, 2)) < 50 ? '20' : '19';
  const digits = tag === UTC_TIME ? century + text : text;
  const iso = digits.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const instant = Date.parse(iso) / 1000;
  if (!Number.isInteger(instant)) throw new RangeError('not a time');
  return instant;
}

function reading<T>(command: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new CardFailure('card-data', { command, cause });
  }
}
