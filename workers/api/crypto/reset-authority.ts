import { fromBase64url } from '#schema/contract/bytes.ts';
import {
  authorisationMessage,
  encodeAuthorisation,
  sealAuthorisation,
  uuidOctets,
} from '#schema/contract/card.ts';
import type { Config } from '../config.ts';
import type { ResetAuthority } from '../ports/index.ts';
import { badSecret, importRing, SIGN_ES256 } from './keys.ts';

/** Signs reset authorisations with the first of AUTHORITY_KEYS; its `kid` is the issuerKeyId that cards know it by. */
export async function createResetAuthority(config: Config): Promise<ResetAuthority> {
  const ring = await importRing(config, 'AUTHORITY_KEYS');
  const unnamed = ring.findIndex(({ kid }) => !/^[A-Za-z0-9_-]{11}$/.test(kid));
  if (unnamed >= 0)
    throw badSecret(`AUTHORITY_KEYS[${unnamed}]`, 'has a kid that is not 8 bytes as base64url');
  const [{ kid, privateKey }] = ring;
  const issuerKeyId = fromBase64url(kid);
  return {
    async authorise({ kioskId, notAfter, ...permission }) {
      const encoded = encodeAuthorisation({
        cardId: fromBase64url(permission.cardId),
        r: fromBase64url(permission.r),
        kioskKeyHash: fromBase64url(permission.kioskKeyHash),
        ticketHash: fromBase64url(permission.ticketHash),
        kioskId: uuidOctets(kioskId),
        notAfter,
        issuerKeyId,
      });
      const signature = await crypto.subtle.sign(SIGN_ES256, privateKey, authorisationMessage(encoded));
      return sealAuthorisation(encoded, new Uint8Array(signature));
    },
  };
}
