import type { Credential } from '../contract/endpoints.ts';
import { TOKEN_TYPES, type TokenType } from '../contract/token.ts';

type Json = Record<string, unknown>;

const PROOF =
  'A DPoP proof (RFC 9449): a JWS with `typ` `dpop+jwt` and `alg` ES256, whose `jwk` is a P-256 key and which says `htm`, `htu`, `iat`, `jti`, the `nonce` of the last `DPoP-Nonce` header, and beside a token its hash `ath`.';

/** A challenge of head movements is no credential of its own: it travels in the body. */
const TOKENS: Record<Exclude<TokenType, 'liveness'>, string> = {
  session: 'The `session` that `openSession` answered, bound to the key of the proof.',
  card: 'The `cardToken` that `presentCard` answered, bound to the key of the proof. Only the service reads what is in it.',
  ticket: 'The `ticket` that `reserve` answered, bound to the key of the proof. It proves the reservation.',
  redemption: 'The `redemption` that `openRedemption` answered, bound to the key of the kiosk.',
};

/** What a caller shows, as OpenAPI knows it: the proof, and a token beside it. */
export const securitySchemes = (): Json => ({
  proof: { type: 'apiKey', in: 'header', name: 'DPoP', description: `${PROOF} By any key.` },
  kioskProof: { type: 'apiKey', in: 'header', name: 'DPoP', description: `${PROOF} By an enrolled key.` },
  ...Object.fromEntries(
    Object.entries(TOKENS).map(([type, description]) => [
      type,
      { type: 'http', scheme: 'DPoP', bearerFormat: TOKEN_TYPES[type as keyof typeof TOKENS], description },
    ]),
  ),
});

/** What a call asks for: every member of the one object at once. */
export function securityOf(credential: Credential): Json[] {
  switch (credential) {
    case 'none':
      return [];
    case 'key':
      return [{ proof: [] }];
    case 'kiosk':
    case 'known-kiosk':
      return [{ kioskProof: [] }];
    case 'redemption':
    case 'late-redemption':
      return [{ kioskProof: [], redemption: [] }];
    default:
      return [{ proof: [], [credential]: [] }];
  }
}

/** Who may call, in words. */
export const WHO: Record<Credential, string> = {
  none: 'Anybody, without a proof.',
  key: 'Anybody with a key.',
  kiosk: 'A kiosk that is in service.',
  'known-kiosk': 'Any kiosk that was ever enrolled, even a revoked one.',
  session: 'The phone that holds the session.',
  card: 'The phone that holds the card token.',
  liveness: 'The phone that holds the challenge.',
  ticket: 'The phone that holds the ticket.',
  redemption: 'The kiosk that opened the redemption, while it is in service.',
  'late-redemption': 'The kiosk that opened the redemption, even if it was revoked meanwhile.',
};
