import * as v from 'valibot';
import { base64urlOf, Instant } from './primitives.ts';

/** An audit event as it is chained. `detail` is the stored JSON text, so that nothing has to be re-serialised alike. */
export interface ChainedEvent {
  seq: number;
  at: number;
  kind: string;
  reservationId: string | null;
  /** `commitmentTo` a card; null where no card is concerned. */
  commitment: string | null;
  kioskId: string | null;
  detail: string;
  /** HMAC-SHA-256 over `macText`, base64url, by the Worker that made the change. */
  mac: string | null;
  /** 1 when the sealer found `mac` missing or wrong: somebody else wrote this row. */
  foreign: number;
}

/** An event as the Worker writes it; `seq` and the sealer's judgement come later. */
export type WrittenEvent = Omit<ChainedEvent, 'seq' | 'foreign'>;

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
  const { seq, at, kind, reservationId, commitment, kioskId, detail, mac, foreign } = event;
  return digest(
    JSON.stringify([previous, seq, at, kind, reservationId, commitment, kioskId, detail, mac, foreign]),
  );
}

/** What an event's authentication code is over. */
export const macText = ({
  at,
  kind,
  reservationId,
  commitment,
  kioskId,
  detail,
}: Omit<WrittenEvent, 'mac'>) => JSON.stringify([at, kind, reservationId, commitment, kioskId, detail]);

/** What stands in the trail for a card: it can be recomputed only by who has the salt. */
export const commitmentTo = (certId: string, salt: string, digest: Digest): Promise<string> =>
  digest(JSON.stringify([salt, certId]));

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

/** A place in the chain: the last event before what is to be checked. */
export interface ChainLink {
  seq: number;
  chainHash: string;
}

/** A stored event; `hash` is null until it is sealed. */
export type StoredEvent = ChainedEvent & { hash: string | null };

/** Where a chain and its heads disagree. `seq` is the first event concerned. */
export interface ChainFault {
  seq: number;
  fault: 'removed' | 'edited' | 'head-differs';
}

/**
 * Checks stored events against the heads over them: all heads after `from`, oldest first, and all events from there on to
 * the last head. Finds a removed, edited or reordered row. The heads' signatures are the caller's to check.
 */
export async function findChainFault(
  from: ChainLink,
  events: readonly StoredEvent[],
  heads: readonly AuditHead[],
  digest: Digest,
): Promise<ChainFault | null> {
  let link = from;
  let begin = 0;
  for (const head of heads) {
    let end = begin;
    while (end < events.length && events[end]!.seq <= head.seq) end += 1;
    const fault = await faultUnder(head, link, events.slice(begin, end), digest);
    if (fault) return fault;
    link = head;
    begin = end;
  }
  return null;
}

/** Checks the events between two heads. */
async function faultUnder(
  head: AuditHead,
  from: ChainLink,
  events: readonly StoredEvent[],
  digest: Digest,
): Promise<ChainFault | null> {
  const hashes: string[] = [];
  let previous = from;
  for (const event of events) {
    const seq = previous.seq + 1;
    if (event.seq !== seq) return { seq, fault: 'removed' };
    const hash = await chainHash(previous.chainHash, event, digest);
    if (hash !== event.hash) return { seq, fault: 'edited' };
    hashes.push(hash);
    previous = { seq, chainHash: hash };
  }
  if (previous.seq !== head.seq) return { seq: previous.seq + 1, fault: 'removed' };
  const same =
    previous.chainHash === head.chainHash && (await merkleRoot(hashes, digest)) === head.merkleRoot;
  return same ? null : { seq: head.seq, fault: 'head-differs' };
}
