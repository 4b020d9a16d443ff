import type { PoseStep } from '#schema/contract/face.ts';
import type { PublishedKeys } from '#schema/contract/published-keys.ts';
import type { TicketPayload, TokenType } from '#schema/contract/token.ts';
import type { Authorised } from '../domain/reservation.ts';
import type { Result } from '../domain/result.ts';

// Tokens and proofs of possession: RFC 7519, 8725, 9449.

interface BoundPayload {
  jti: string;
  iat: number;
  exp: number;
  cnf: { jkt: string };
}

/** What a token says, by its type. `nonce` is 32 bytes as base64url; `sid` the session's `jti`. */
export interface PayloadOf {
  session: BoundPayload & { nonce: string; consent: string };
  /** Encrypted: only the back end reads the embedding of the chip photo (L2-normalised) again. */
  card: BoundPayload & {
    sid: string;
    /** When the session began in which the card was read; a renewed token keeps it. */
    beganAt: number;
    /** Version of the text that was consented to. */
    consent: string;
    certId: string;
    chipId: string;
    embedding: Float32Array;
    model: { profile: string; digest: string };
  };
  /**
   * `jti` is that of the card's sequence, whichever session asked. Answers are taken until `answerBy`; until `exp` an
   * answer given in time can be asked for again.
   */
  liveness: BoundPayload & { sid: string; steps: PoseStep[]; answerBy: number };
  ticket: Omit<TicketPayload, 'iss' | 'aud'>;
  /** The nonce is good for a claim until `claimBy`; the token outlives it by the longest lease. */
  redemption: BoundPayload & { nonce: string; claimBy: number };
}

/** A token as it came, and what it says. */
export interface ReadToken<T extends TokenType> {
  token: string;
  payload: PayloadOf[T];
}

export interface Tokens {
  /** Makes a token; `iss`, `aud`, `typ`, `kid` are added. */
  make<T extends TokenType>(type: T, payload: PayloadOf[T]): Promise<string>;
  /** Reads a token of exactly this type. Every refusal is `token-refused`, with the failed check for the log. */
  read<T extends TokenType>(type: T, token: string, now: number): Promise<Result<PayloadOf[T]>>;
  /** Public keys that verify tickets, audit heads and receipts, and which keys of every ring are known here. */
  jwks(): PublishedKeys;
}

/** That a reset was authorised: what a kiosk keeps, and what proves it when the row has forgotten. */
export interface AuthorisationRecord extends Authorised {
  ticketHash: string;
  chipId: string;
  /** Unix seconds. */
  at: number;
}

export interface Records {
  sign(record: AuthorisationRecord): Promise<string>;
  /** However old it is. Every refusal is `card-not-accepted`, with the failed check for the log. */
  read(text: string): Promise<Result<AuthorisationRecord>>;
}

/** A verified DPoP proof. `jti` is to be spent in the same batch as the change it asks for. */
export interface Proof {
  /** Thumbprint of the key that signed it. */
  jkt: string;
  jti: string;
  /** Until when `jti` must be remembered. */
  expiresAt: number;
}

export interface ProofRequest {
  /** Value of the DPoP header. */
  proof: string;
  method: string;
  /** The request's URL without query and fragment. */
  url: string;
  /** The access token beside it, if any: its hash must be in `ath`. */
  token: string | null;
  now: number;
}

export interface Proofs {
  verify(request: ProofRequest): Promise<Result<Proof>>;
  /** A server nonce for the `DPoP-Nonce` header. */
  nonce(now: number): Promise<string>;
}

/** `typ` of statements that anybody may verify with the published keys. */
export type StatementType = 'kaijo-audit-head+jwt' | 'kaijo-receipt+jwt';

export interface Statements {
  /** Compact JWS over `payload` plus `iss`, by the key that signs tickets at present. */
  sign(type: StatementType, payload: Readonly<Record<string, unknown>>): Promise<string>;
  /** Did this service sign exactly that? */
  isOurs(type: StatementType, payload: Readonly<Record<string, unknown>>, text: string): Promise<boolean>;
}
