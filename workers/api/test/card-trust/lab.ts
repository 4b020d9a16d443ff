import { toBase64url } from '#schema/contract/bytes.ts';
import { createAuthority, trustAnchors, type Authority } from '#clients/lab/card/issuer/authority.ts';
import { revocationSources, serveRevocation } from '#clients/lab/card/issuer/revocation-service.ts';
import type { RevocationList } from '#clients/lab/card/issuer/revocation.ts';
import { personalise, type CardVariant } from '#clients/lab/card/personalise/personalise.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import type { TrustConfig } from '../../crypto/card-trust/ground.ts';
import { HOLDER, PASSWORD, PIN, T0 } from '../lab.ts';
import { createCardTrust } from '../../crypto/card-trust/index.ts';
import type { Fetch } from '../../crypto/card-trust/revocation/download.ts';

/** Milliseconds that RSA keys may take on a machine that is busy with other tests. */
export const KEYS_TAKE = 60_000;

/** The moment at which everything here is made. */
export const NOW = T0;
export const BASE = 'http://127.0.0.1:8787/lab';

/** A PKI, the configuration that trusts it, and its revocation service behind a `fetch` that counts. */
export interface TrustLab {
  authority: Authority;
  config: TrustConfig;
  /** What has been revoked; tests put theirs in. */
  list: RevocationList;
  /** Addresses asked for, in order. */
  asked: string[];
  fetch: Fetch;
  card(variant?: CardVariant, authority?: Authority): Promise<PersonalisedCard>;
  /** The checks under test, with a part of the configuration or the revocation service replaced. */
  trust(config?: Partial<TrustConfig>, fetch?: Fetch): ReturnType<typeof createCardTrust>;
}

/** Ten or so RSA keys: once for a test file. `clock` is what the revocation service goes by. */
export async function openTrustLab(clock: () => number = () => NOW): Promise<TrustLab> {
  const authority = await createAuthority(NOW);
  const config = await configOf(authority);
  const lab: TrustLab = {
    authority,
    config,
    list: [],
    asked: [],
    async fetch(url, init) {
      lab.asked.push(url.slice(BASE.length));
      const request = new Request(url, init);
      const reply = await serveRevocation(authority, lab.list, request, clock());
      return reply ?? new Response(null, { status: 404 });
    },
    card: (variant = {}, issuer = authority) => issue(issuer, variant),
    trust: (changed = {}, fetch = lab.fetch) => createCardTrust({ ...config, ...changed }, fetch),
  };
  return lab;
}

export async function configOf(authority: Authority): Promise<TrustConfig> {
  const anchors = await trustAnchors(authority);
  return {
    CARD_PEPPER: toBase64url(new Uint8Array(32).fill(9)),
    USER_AUTH_ROOTS: anchors.authRoots,
    SURFACE_ROOTS: anchors.surfaceRoots,
    ATTESTATION_ROOTS: anchors.attestationRoots,
    REVOCATION: await revocationSources(authority, BASE),
  };
}

/** The back end parses no photo, so any bytes do. */
const issue = (authority: Authority, variant: CardVariant): Promise<PersonalisedCard> =>
  personalise({
    authority,
    holder: HOLDER,
    photo: crypto.getRandomValues(new Uint8Array(2_000)),
    pin: PIN,
    signaturePassword: PASSWORD,
    now: NOW,
    variant,
  });
