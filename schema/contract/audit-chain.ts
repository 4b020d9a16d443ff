import * as v from 'valibot';
import { base64urlOf, Instant } from './primitives.ts';

/** An audit event as it is chained. `detail` is the stored JSON text, so that nothing has to be re-serialised alike. */
export interface ChainedEvent {
  seq: number;
  at: number;
  kind: string;
  reservationId: string | null;
  certId: string | null;
  kioskId: string | null;
  detail: string;
}

/** A published head: everything up to event `seq` is under `chainHash`; `merkleRoot` covers the events since the head before. */
export const AuditHead = v.object({
  seq: v.number(),
  sealedAt: Instant,
  chainHash: base64urlOf(32),
  merkleRoot: base64urlOf(32),
  /** Compact JWS (typ `kaijo-audit-head+jwt`) over the four members above. */
  signature: v.string(),
});
export type AuditHead = v.InferOutput<typeof AuditHead>;

/** What the first event is chained to. */
export const GENESIS = 'A'.repeat(43);

/** SHA-256 as base64url, of text or bytes. */
export type Digest = (input: string | Uint8Array) => Promise<string>;

/** Chain hash of an event: SHA-256 over the hash before it and the event's members in fixed order, as a JSON array. */
export function chainHash(previous: string, event: ChainedEvent, digest: Digest): Promise<string> {
  const { seq, at, kind, reservationId, certId, kioskId, detail } = event;
  return digest(JSON.stringify([previous, seq, at, kind, reservationId, certId, kioskId, detail]));
}

/** Chain hashes of `events`, in order, from `previous` on. */
export async function chainHashes(
  previous: string,
  events: ChainedEvent[],
  digest: Digest,
): Promise<string[]> {
  const hashes: string[] = [];
  for (const event of events) hashes.push(await chainHash(hashes.at(-1) ?? previous, event, digest));
  return hashes;
}

/** Merkle tree hash (RFC 9162 §2.1.1) with the chain hashes, as UTF-8 text, for leaves. */
export async function merkleRoot(leaves: string[], digest: Digest): Promise<string> {
  if (leaves.length === 0) return digest('');
  if (leaves.length === 1) return digest(`\u0000${leaves[0]}`);
  const split = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  const left = await merkleRoot(leaves.slice(0, split), digest);
  const right = await merkleRoot(leaves.slice(split), digest);
  return digest(`\u0001${left}${right}`);
}

/** Where a chain and its heads disagree. `seq` is the first event concerned. */
export interface ChainFault {
  seq: number;
  fault: 'removed' | 'edited' | 'head-differs';
}

/**
 * Checks stored events (all since `from`, ordered by `seq`, with the hash stored beside each) against the heads.
 * Finds a removed, edited or reordered row. The heads' signatures are the caller's to check.
 */
export async function findChainFault(
  from: { seq: number; chainHash: string },
  events: (ChainedEvent & { hash: string | null })[],
  heads: AuditHead[],
  digest: Digest,
): Promise<ChainFault | null> {
  let previous = from;
  const byHead = new Map(heads.map((head) => [head.seq, head]));
  for (const event of events) {
    if (event.hash === null) break;
    if (event.seq !== previous.seq + 1) return { seq: previous.seq + 1, fault: 'removed' };
    const hash = await chainHash(previous.chainHash, event, digest);
    if (hash !== event.hash) return { seq: event.seq, fault: 'edited' };
    const head = byHead.get(event.seq);
    if (head && head.chainHash !== hash) return { seq: event.seq, fault: 'head-differs' };
    byHead.delete(event.seq);
    previous = { seq: event.seq, chainHash: hash };
  }
  const [missing] = [...byHead.keys()].filter((seq) => seq > from.seq).sort((a, b) => a - b);
  return missing === undefined ? null : { seq: missing, fault: 'removed' };
}
