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
  surface: { photoFile: string; issuerCertificate: string; photoSignatureHash: string };
  /** Digits of the common application's record: serial(15) ‖ municipality(5) ‖ expiry(8). */
  commonRecord: string;
  /** HMAC-SHA-256 key of the verifiers in `CardMemory`. */
  verifierKey: string;
}

/** Secrets a card compares, each with its retry counter. */
export const REFERENCE_IDS = ['userPin', 'signaturePassword', 'matchingNumberB'] as const;
export type ReferenceId = (typeof REFERENCE_IDS)[number];

/** Counter value after a right presentation. */
export const MAX_TRIES: Record<ReferenceId, number> = {
  userPin: 3,
  signaturePassword: 5,
  matchingNumberB: 10,
};

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
