import { Response } from 'miniflare';
import type { Authority } from '#clients/lab/card/issuer/authority.ts';
import { serveRevocation } from '#clients/lab/card/issuer/revocation-service.ts';
import { revoke, type RevocationList, type RevocationReason } from '#clients/lab/card/issuer/revocation.ts';
import type { LocalClock } from './clock.ts';

/** What stands in for the authorities' revocation service: the only thing outside that the API Worker can reach. */
export interface LocalRevocation {
  /** Revokes a certificate (DER, base64url) from now on. */
  revoke(certificate: string, reason: RevocationReason): void;
  /** Answers every request that the Worker sends out. */
  answer(request: Request): Promise<Response>;
}

export function createRevocation(
  authority: Authority,
  clock: Pick<LocalClock, 'now'>,
  revoked: RevocationList = [],
): LocalRevocation {
  let list = revoked;
  return {
    revoke(certificate, reason) {
      list = revoke(list, certificate, reason, clock.now());
    },
    async answer(request) {
      const reply = await serveRevocation(authority, list, request, clock.now());
      if (!reply) return new Response(null, { status: 502 });
      return new Response(await reply.arrayBuffer(), { status: reply.status, headers: [...reply.headers] });
    },
  };
}
