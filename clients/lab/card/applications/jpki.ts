import { ascii, concat, type Octets } from '#schema/contract/card.ts';
import { JPKI, JPKI_AID, LAB_MODEL } from '#clients/card/applets/jpki.ts';
import type { CardProfile } from '../profile.ts';
import { rsaKeyOf } from '../rsa.ts';
import { EMPTY, type Application, type CardFile, type CardKey, type FileMaker } from './application.ts';

const [PRESENT, ABSENT] = [0x8f, 0x00];

/** 公的個人認証: certificates, their keys, the user PIN and the signature password. */
export const jpki = (profile: CardProfile, file: FileMaker): Application => ({
  ...EMPTY,
  name: 'jpki',
  aid: JPKI_AID,
  files: filesOf(profile, file),
  references: new Map([
    [JPKI.userPin, 'userPin'],
    [JPKI.signaturePassword, 'signaturePassword'],
  ]),
  keys: keysOf(profile),
});

function filesOf({ certificates }: CardProfile, file: FileMaker): Map<number, CardFile> {
  const { signature } = certificates;
  const present = Uint8Array.of(signature ? PRESENT : ABSENT, PRESENT, 0);
  const files = new Map([
    [JPKI.signatureCaCertificate, file(certificates.signatureCa)],
    [JPKI.tokenInfo, file(tokenInfo(LAB_MODEL))],
    [JPKI.certificatesPresent, file(present)],
    [JPKI.authCertificate, file(certificates.auth)],
    [JPKI.authCaCertificate, file(certificates.authCa)],
    [JPKI.cardCertificate, file(certificates.card)],
  ] as [number, CardFile][]);
  if (signature) files.set(JPKI.signatureCertificate, file(signature, 'signaturePassword'));
  return files;
}

function keysOf({ keys }: CardProfile): Map<number, CardKey> {
  const signing = new Map<number, CardKey>([[JPKI.authKey, { key: rsaKeyOf(keys.auth), needs: 'userPin' }]]);
  if (keys.signature)
    signing.set(JPKI.signatureKey, { key: rsaKeyOf(keys.signature), needs: 'signaturePassword' });
  return signing;
}

const text = (value: string, length: number): Octets => ascii(value.padEnd(length, ' '));

/** EF 0006: a PKCS #11 CK_TOKEN_INFO of 160 bytes (PKCS #11 v2.40 §3.2), big-endian. */
export function tokenInfo(model: string): Octets {
  const [flags, maxPin, minPin, unavailable] = [0x0000040d, 16, 6, 0xffffffff];
  const counters = [1, 0, 1, 0];
  const numbers = [flags, ...counters, maxPin, minPin, unavailable, unavailable, unavailable, unavailable];
  const packed = new DataView(new ArrayBuffer(4 * numbers.length));
  numbers.forEach((value, index) => packed.setUint32(4 * index, value));
  return concat(
    text('JPKIAPICCTOKEN2', 32),
    text('LAB', 32),
    text(model, 16),
    text('0000000000000001', 16),
    new Uint8Array(packed.buffer),
    ascii('0301'),
    ascii('9'.repeat(16)),
  );
}
