import * as v from 'valibot';
import {
  AuditHead,
  chainHashes,
  findChainFault,
  type ChainedEvent,
  type ChainFault,
  type ChainLink,
  type Digest,
} from './audit-chain.ts';

/** The events under one head, as they are kept outside the database. The head is signed, and so all of them are. */
export interface Segment {
  /** What the first event is chained to. */
  from: ChainLink;
  head: AuditHead;
  events: ChainedEvent[];
}

/** Name of the segment whose first event follows `from`: there is one at most, whatever becomes of the database. */
export const segmentName = ({ seq }: ChainLink): string =>
  `segments/${String(seq + 1).padStart(12, '0')}.json`;

const text = v.nullable(v.string());
const Stored = v.object({
  from: v.object({ seq: v.number(), chainHash: v.string() }),
  head: AuditHead,
  events: v.array(
    v.object({
      seq: v.number(),
      at: v.number(),
      kind: v.string(),
      reservationId: text,
      commitment: text,
      kioskId: text,
      detail: v.string(),
      mac: text,
      foreign: v.number(),
    }),
  ),
});

/** Throws when it is not one. */
export const parseSegment = (json: string): Segment => v.parse(Stored, JSON.parse(json));

/** Where a segment's events and its head disagree. The head's signature is the caller's to check. */
export async function segmentFault(
  { from, head, events }: Segment,
  digest: Digest,
): Promise<ChainFault | null> {
  const hashes = await chainHashes(from.chainHash, events, digest);
  const hashed = events.map((event, index) => ({ ...event, hash: hashes[index]! }));
  return findChainFault(from, hashed, [head], digest);
}
