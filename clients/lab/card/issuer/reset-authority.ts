import { fromBase64url, sha256, toBase64url } from '#schema/contract/bytes.ts';
import {
  authorisationMessage,
  copyOf,
  encodeAuthorisation,
  sealAuthorisation,
  type Authorisation,
  type KeyAgreement,
} from '#schema/contract/card.ts';
import type { Authority } from './authority.ts';
import { importPrivate } from './keys.ts';

/** What the back end does at `POST /v1/redemptions/authorise` with the lab's reset key, without asking anybody. */
export async function authorise(
  authority: Authority,
  request: { agreement: KeyAgreement; kioskKey: Uint8Array; ticketHash: Uint8Array },
  changed: Partial<Authorisation> = {},
): Promise<string> {
  const { cardId, r } = request.agreement;
  const encoded = encodeAuthorisation({
    cardId,
    r,
    kioskKeyHash: await sha256(request.kioskKey),
    ticketHash: request.ticketHash,
    kioskId: new Uint8Array(16).fill(7),
    notAfter: 1_800_000_060,
    issuerKeyId: fromBase64url(authority.resetAuthority.kid),
    ...changed,
  });
  const key = await importPrivate(authority.resetAuthority);
  const signature = await crypto.subtle.sign(ES256, key, copyOf(authorisationMessage(encoded)));
  return toBase64url(sealAuthorisation(encoded, new Uint8Array(signature)));
}

const ES256 = { name: 'ECDSA', hash: 'SHA-256' } as const;
