import type {
  Authorise,
  Claim,
  Complete,
  Recover,
  SignatureCertificate,
  SignatureCertificateReply,
} from '#schema/contract/redemption.ts';
import type { CardEvidence } from '#schema/contract/session.ts';
import type { Result } from '../domain/result.ts';

// What the back end believes of a card: one chip has to vouch for certificate and photo together; layouts in schema/contract/card.ts.

/** Who a card is to the back end: keyed hashes only. */
export interface CardIdentity {
  certId: string;
  chipId: string;
}

/** What the card signed: the token it was given with, and that token's nonce. */
export interface CardChallenge {
  audience: string;
  token: string;
  nonce: string;
}

/** A receipt or a status that the card's attestation key signed. */
export interface CardWord {
  chipId: string;
  /** SHA-256 of the ticket of the card's last reset, base64url. */
  ticketHash: string;
  /** Resets so far. */
  counter: number;
}

/** A card at a claim, with its word on its last reset. */
export interface ClaimingCard extends CardIdentity {
  word: CardWord;
}

/** Checks evidence from a card. Fails closed; the codes are those of the `card` group and `revocation-unavailable`. */
export interface CardTrust {
  /** Certificate, signature, photo and chip of STEP 1. `photo` is the DF27 object as written. */
  step1(
    evidence: CardEvidence,
    photo: Uint8Array,
    challenge: CardChallenge,
    now: number,
  ): Promise<Result<CardIdentity>>;
  /** Certificate, signature, chip and status of STEP 2; the signature covers the kiosk's key. */
  step2(claim: Claim, challenge: CardChallenge, now: number): Promise<Result<ClaimingCard>>;
  /** The card's key agreement for secure messaging; answers the chip that made it. */
  keyAgreement(agreement: Authorise, now: number): Promise<Result<{ chipId: string }>>;
  /** Believed at any time: expiry or revocation of the card's certificate must not leave a reset unrecorded. */
  receipt(receipt: Omit<Complete, 'record'>): Promise<Result<CardWord>>;
  /** As a receipt, made for this challenge. */
  status(status: Recover, challenge: CardChallenge): Promise<Result<CardWord>>;
  /** Whether a signature certificate that is only named is still good; `revocation-unavailable` when nobody says. */
  signatureCertificate(named: SignatureCertificate, now: number): Promise<Result<SignatureCertificateReply>>;
  /** The JP2 bytes inside a DF27 object. */
  photoOf(object: Uint8Array): Result<Uint8Array>;
}

/** Signs what lets a card take a new password (clients/card/README.md, "VC-RESET"). Binary values are base64url. */
export interface ResetAuthority {
  authorise(permission: {
    cardId: string;
    r: string;
    kioskKeyHash: string;
    ticketHash: string;
    kioskId: string;
    notAfter: number;
  }): Promise<Uint8Array>;
}
