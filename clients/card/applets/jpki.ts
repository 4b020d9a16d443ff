import { digestInfo, fromHex, type Octets } from '#schema/contract/card.ts';
import type { Card } from '../card.ts';
import { CardFailure } from '../failure.ts';
import { readFixed, readObject, selectApplication, selectFile } from '../file.ts';

/** 公的個人認証 application. */
export const JPKI_AID = fromHex('D392F000260100000001');

/** Elementary files of the JPKI application. */
export const JPKI = {
  signatureCertificate: 0x0001,
  signatureCaCertificate: 0x0002,
  tokenInfo: 0x0006,
  certificatesPresent: 0x0008,
  authCertificate: 0x000a,
  authCaCertificate: 0x000b,
  authKey: 0x0017,
  userPin: 0x0018,
  signatureKey: 0x001a,
  signaturePassword: 0x001b,
  /** Lab profile only: X.509 certificate of the card's attestation key. */
  cardCertificate: 0x001d,
} as const;

/** Model field of the token information that marks a card of the lab. */
export const LAB_MODEL = 'VCARD';

/** Selects the JPKI application. Any card that lacks it is not a My Number card: the ATR says nothing. */
export async function selectJpki(card: Card): Promise<void> {
  if (!(await selectApplication(card, JPKI_AID))) throw new CardFailure('not-a-my-number-card');
}

/** Which certificates the card holds (EF 0008), told without any PIN. */
export async function readCertificatesPresent(
  card: Card,
): Promise<{ signature: boolean; authentication: boolean }> {
  const [signature, authentication] = await readFixed(card, JPKI.certificatesPresent, 3);
  return { signature: signature === 0x8f, authentication: authentication === 0x8f };
}

/** Model field of the token information (EF 0006, bytes 64–79), without padding. */
export async function readTokenModel(card: Card): Promise<string> {
  const info = await readFixed(card, JPKI.tokenInfo, 160);
  return String.fromCharCode(...info.subarray(64, 80)).trimEnd();
}

/** A certificate file, DER. Reading `signatureCertificate` needs the signature password verified. */
export const readCertificate = (card: Card, file: number): Promise<Octets> => readObject(card, file);

/** The user-authentication key's PKCS#1 v1.5 signature of DigestInfo(`digest`), 256 bytes. Needs the user PIN verified. */
export async function signWithAuthKey(card: Card, digest: Uint8Array): Promise<Octets> {
  await selectFile(card, JPKI.authKey);
  return card.ask({
    name: 'COMPUTE DIGITAL SIGNATURE',
    cla: 0x80,
    ins: 0x2a,
    p1: 0,
    p2: 0x80,
    data: digestInfo(digest),
    le: 256,
  });
}
