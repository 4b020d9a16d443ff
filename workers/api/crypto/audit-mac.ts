import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import type { AuditMac } from '../ports/index.ts';

/** Marks audit events with HMAC-SHA-256 under a key of this Worker: who has the database alone cannot make one. */
export function createAuditMac(key: CryptoKey): AuditMac {
  return {
    of: async (text) => toBase64url(new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes(text)))),
    isOurs: async (text, mac) =>
      mac !== null && SHAPE.test(mac) && crypto.subtle.verify('HMAC', key, fromBase64url(mac), bytes(text)),
  };
}

const bytes = (text: string) => new TextEncoder().encode(text);
const SHAPE = /^[A-Za-z0-9_-]{43}$/;
