/** Lives of tokens and leases, in seconds. */
export const SESSION_LIFE = 600;
export const CARD_TOKEN_LIFE = 600;
export const LIVENESS_LIFE = 120;
export const RESERVATION_LIFE = 86_400;
/** Of a redemption's nonce: how long a claim may take. */
export const REDEMPTION_LIFE = 600;
export const AUTHORISATION_LIFE = 60;
/** A claim, and each renewal of it. */
export const LEASE_LIFE = 300;
/** Longest that one claim can be renewed to, from its start. */
export const LEASE_LIMIT = 600;
/** How long a DPoP server nonce is taken, and so how long a proof's `jti` must be remembered. */
export const PROOF_LIFE = 300;
