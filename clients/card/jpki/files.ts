import { fromHex } from '#schema/contract/card.ts';

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
