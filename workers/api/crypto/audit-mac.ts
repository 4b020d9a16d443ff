import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import type { AuditMac } from '../ports/index.ts';
import type { DerivedRing } from './keys.ts';

/** Marks audit events with HMAC-SHA-256 under a key of this Worker: who has the database alone cannot make one. */
export function createAuditMac(ring: DerivedRing): AuditMac {
  const [present] = ring;
  return {
    of: async (text) =>
      toBase64url(new Uint8Array(await crypto.subtle.sign('HMAC', present.key, bytes(text)))),
    async isOurs(text, mac) {
      if (mac === null || !SHAPE.test(mac)) return false;
      for (const { key } of ring)
        if (await crypto.subtle.verify('HMAC', key, fromBase64url(mac), bytes(text))) return true;
      return false;
    },
  };
}

const bytes = (text: string) => new TextEncoder().encode(text);
const SHAPE = /^[A-Za-z0-9_-]{43}$/;
