import { fromBase64url } from '#schema/contract/bytes.ts';
import type { RsaPublicKey } from '#schema/contract/card.ts';
import type { RsaJwk } from '../profile.ts';

/** The public half in the form that cards write. */
export const rsaPublicKeyOf = ({ n, e }: RsaJwk): RsaPublicKey => ({
  exponent: fromBase64url(e),
  modulus: fromBase64url(n),
});
