/** An RSA-2048 private key as JWK: the chip's own arithmetic needs every part. */
export interface RsaJwk {
  kty: 'RSA';
  n: string;
  e: string;
  d: string;
  p: string;
  q: string;
  dp: string;
  dq: string;
  qi: string;
}

/** A P-256 private key as JWK. */
export interface P256Jwk {
  kty: 'EC';
  crv: 'P-256';
  x: string;
  y: string;
  d: string;
}

/** Public key that may sign reset authorisations, with the 8-byte id that names it. Both base64url. */
export interface ResetKey {
  keyId: string;
  /** Uncompressed P-256 point, 65 bytes. */
  publicKey: string;
}

/** Files of the surface application, and SHA-256 of what signs the photo file. */
export interface SurfaceFiles {
  birthFile: string;
  photoFile: string;
  issueFile: string;
  issuerCertificate: string;
  numberFile: string;
  photoSignatureHash: string;
}

/** Files of the text application. */
export interface TextFiles {
  numberFile: string;
  holderFile: string;
  signatureFile: string;
}

/** What personalisation burns into a card for good. Binary values are base64url; the whole of it is JSON. */
export interface CardProfile {
  cardId: string;
  /** DER. A card may be without a signature certificate; its key is absent then too. */
  certificates: {
    auth: string;
    authCa: string;
    signature: string | null;
    signatureCa: string;
    card: string;
  };
  keys: { auth: RsaJwk; signature: RsaJwk | null; surface: RsaJwk; attestation: P256Jwk };
  resetKeys: ResetKey[];
  surface: SurfaceFiles;
  text: TextFiles;
  /** Digits of the common application's record: serial(15) ‖ municipality(5) ‖ expiry(8). */
  commonRecord: string;
  /** HMAC-SHA-256 key of the verifiers in `CardMemory`. */
  verifierKey: string;
}

/**
 * Secrets a card compares, each with its retry counter, and that counter after a right entry. How many tries
 * real cards give for 照合番号A and the birth key is not public.
 */
export const MAX_TRIES = {
  userPin: 3,
  signaturePassword: 5,
  birthKey: 10,
  matchingNumberA: 10,
  matchingNumberB: 10,
  textPin: 3,
  /** Blocked from the first day. */
  textReserved: 0,
  textMatchingNumberA: 10,
  textMatchingNumberB: 10,
} as const;
export type ReferenceId = keyof typeof MAX_TRIES;
export const REFERENCE_IDS = Object.keys(MAX_TRIES) as ReferenceId[];

/** What changes in a card's life. It is replaced as a whole, so a change is there entirely or not at all. */
export interface CardMemory {
  references: Record<ReferenceId, { verifier: string; tries: number }>;
  reset: { counter: number; ticketHash: string };
}

/** A card as personalised: the profile, and its memory on the first day. */
export interface PersonalisedCard {
  profile: CardProfile;
  memory: CardMemory;
}

/** Lab switches for how a card behaves where real cards are known to differ. */
export interface CardTraits {
  /** Status word of VERIFY on a blocked reference. */
  blockedWord: 0x6983 | 0x6984;
  /** Bytes of FF after the content of every file. */
  filler: number;
}
