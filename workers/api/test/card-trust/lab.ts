import { toBase64url } from '#schema/contract/bytes.ts';
import type { Authority } from '#clients/lab/card/issuer/authority.ts';
import { serveRevocation } from '#clients/lab/card/issuer/revocation-service.ts';
import type { RevocationList } from '#clients/lab/card/issuer/revocation.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { NOW } from '#clients/lab/people/cast.ts';
import { openLab, pinned } from '#clients/lab/people/lab.ts';
import type { TrustConfig } from '../../crypto/card-trust/ground.ts';
import { createCardTrust } from '../../crypto/card-trust/index.ts';
import type { Fetch } from '../../crypto/card-trust/revocation/download.ts';
import { issueTo } from '../lab.ts';

/** Milliseconds that RSA keys may take on a machine that is busy with other tests. */
export const KEYS_TAKE = 60_000;

const BASE = 'http://127.0.0.1:8787/lab';

/** A PKI, the configuration that trusts it, and its revocation service behind a `fetch` that counts. */
export interface TrustLab {
  authority: Authority;
  config: TrustConfig;
  /** What has been revoked; tests put theirs in. */
  list: RevocationList;
  /** Addresses asked for, in order. */
  asked: string[];
  fetch: Fetch;
  card(): Promise<PersonalisedCard>;
  /** The checks under test, with a part of the configuration or the revocation service replaced. */
  trust(config?: Partial<TrustConfig>, fetch?: Fetch): ReturnType<typeof createCardTrust>;
}

/** Ten or so RSA keys: once for a test file. `clock` is what the revocation service goes by. */
export async function openTrustLab(clock: () => number = () => NOW): Promise<TrustLab> {
  const issuing = await openLab();
  const { authority } = issuing;
  const CARD_PEPPER = toBase64url(new Uint8Array(32).fill(9));
  const config: TrustConfig = { CARD_PEPPER, ...(await pinned(authority, BASE)) };
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
    card: () => issueTo(issuing),
    trust: (changed = {}, fetch = lab.fetch) => createCardTrust({ ...config, ...changed }, fetch),
  };
  return lab;
}
