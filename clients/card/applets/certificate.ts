import { fromHex, readTlv, readTlvs, type Octets, type Tlv } from '#schema/contract/card.ts';
import { CardFailure } from '../failure.ts';

// Only what a screen or a message needs of a certificate. The back end alone judges certificates.

/** When a certificate is valid, Unix seconds, both ends included. */
export interface Validity {
  notBefore: number;
  notAfter: number;
}

const UTC_TIME = 0x17;

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
