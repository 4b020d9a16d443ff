import { JPKI, JPKI_AID, LAB_MODEL } from '#clients/card/jpki/files.ts';
import type { CardProfile } from '../profile.ts';
import { rsaKeyOf } from '../rsa.ts';
import { tokenInfo } from '../token-info.ts';
import type { Application, CardFile, CardKey, FileMaker } from './application.ts';

const [PRESENT, ABSENT] = [0x8f, 0x00];

/** 公的個人認証: certificates, their keys, the user PIN and the signature password. */
export const jpki = (profile: CardProfile, file: FileMaker): Application => ({
  name: 'jpki',
  aid: JPKI_AID,
  files: filesOf(profile, file),
  references: new Map([
    [JPKI.userPin, 'userPin'],
    [JPKI.signaturePassword, 'signaturePassword'],
  ]),
  keys: keysOf(profile),
  records: new Map(),
  unnamedKey: null,
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
