import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import { concat } from '#schema/contract/card.ts';
import type { DerivedRing } from './keys.ts';

/** How long a nonce is taken, and so how long a proof's `jti` must be remembered; seconds. */
export const PROOF_LIFE = 300;

/** Server nonces for DPoP proofs (RFC 9449 §8): an instant and its authentication code, so nothing is stored. */
export interface Nonces {
  at(now: number): Promise<string>;
  /** Until when this nonce is taken; null when it never was ours, or its time is over. */
  expiryOf(nonce: string, now: number): Promise<number | null>;
}

/** Nonces made within so many seconds are alike; isolates' clocks may differ by as much. */
const STEP = 30;
const SHAPE = /^[A-Za-z0-9_-]{32}$/;

export function createNonces(ring: DerivedRing): Nonces {
  const codes = ring.map(({ key }) => codesOf(key));
  const isOurs = async (nonce: string, stamp: number) => {
    for (const codeAt of codes) if (nonce === (await codeAt(stamp))) return true;
    return false;
  };
  return {
    at: (now) => codes[0]!(now - (now % STEP)),
    async expiryOf(nonce, now) {
      const stamp = stampOf(nonce);
      const inTime = stamp !== null && stamp % STEP === 0 && stamp <= now + STEP && now < stamp + PROOF_LIFE;
      // Comparing in constant time is not needed: a nonce is fresh or not, it opens nothing.
      return inTime && (await isOurs(nonce, stamp)) ? stamp + PROOF_LIFE : null;
    },
  };
}

/** Instants whose nonces are taken at a time. */
const TAKEN = PROOF_LIFE / STEP + 2;

/** The nonces of a key: every request asks for two of the same few, and each is made once. */
function codesOf(key: CryptoKey) {
  const made = new Map<number, string>();
  return async (stamp: number): Promise<string> => {
    const known = made.get(stamp);
    if (known !== undefined) return known;
    const nonce = await nonceOf(key, stamp);
    made.set(stamp, nonce);
    if (made.size > TAKEN) made.delete(made.keys().next().value!);
    return nonce;
  };
}

/** 8 bytes of instant and 16 of code, base64url. */
async function nonceOf(key: CryptoKey, stamp: number): Promise<string> {
  const instant = new Uint8Array(8);
  new DataView(instant.buffer).setBigUint64(0, BigInt(stamp));
  const code = new Uint8Array(await crypto.subtle.sign('HMAC', key, instant));
  return toBase64url(concat(instant, code.subarray(0, 16)));
}

function stampOf(nonce: string): number | null {
  if (!SHAPE.test(nonce)) return null;
  return Number(new DataView(fromBase64url(nonce).buffer).getBigUint64(0));
}
