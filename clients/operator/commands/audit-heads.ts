import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import type { AuditHead } from '#schema/contract/audit-chain.ts';

/** Where a head and the service's keys, or a head and a copy of it, disagree. */
export interface HeadFault {
  seq: number;
  fault: 'head-signature' | 'head-removed' | 'head-differs' | 'segment-removed' | 'segment-differs';
}

/** Tells of a head whether it is signed with one of the published keys, and says what it said when it was signed. */
export type HeadCheck = (head: AuditHead) => Promise<boolean>;

/** @param keys the set at `/.well-known/jwks.json`. */
export function headCheck(keys: JSONWebKeySet): HeadCheck {
  const keySet = createLocalJWKSet(keys);
  return async (head) => {
    try {
      const { payload, protectedHeader } = await compactVerify(head.signature, keySet, {
        algorithms: ['ES256'],
      });
      if (protectedHeader.typ !== 'kaijo-audit-head+jwt') return false;
      const signed = JSON.parse(new TextDecoder().decode(payload)) as Partial<AuditHead>;
      const members = ['seq', 'sealedAt', 'chainHash', 'merkleRoot'] as const;
      return members.every((name) => signed[name] === head[name]);
    } catch {
      return false;
    }
  };
}

/** First head that is not signed as it should be. */
export async function firstForged(heads: readonly AuditHead[], check: HeadCheck): Promise<HeadFault | null> {
  for (const head of heads) {
    if (!(await check(head))) return { seq: head.seq, fault: 'head-signature' };
  }
  return null;
}

/**
 * Compares heads that somebody copied earlier with those stored now: whoever rewrites the trail, keys in hand, has to
 * publish other heads than before.
 *
 * @param stored stored heads by their `seq`. @param from heads before it have been purged.
 */
export function findLostHead(
  copied: readonly AuditHead[],
  stored: ReadonlyMap<number, AuditHead>,
  from: number,
): HeadFault | null {
  for (const copy of copied) {
    if (copy.seq < from) continue;
    const head = stored.get(copy.seq);
    if (!head) return { seq: copy.seq, fault: 'head-removed' };
    if (head.chainHash !== copy.chainHash) return { seq: copy.seq, fault: 'head-differs' };
  }
  return null;
}
