import { chainHashes, GENESIS, macText, merkleRoot, type ChainLink } from '#schema/contract/audit-chain.ts';
import type { Segment } from '#schema/contract/audit-segment.ts';
import type { Ports } from '../ports/index.ts';

/** Events under one head. */
const EVENTS_AT_ONCE = 5_000;
/** Heads of one run: a hundred thousand events every ten minutes are 166 a second. */
const HEADS_AT_ONCE = 20;

export type Sealing = Pick<Ports, 'audit' | 'auditMac' | 'digest' | 'statements' | 'segments'>;

/**
 * Chains the events since the last head, marks those that this service did not write, keeps them outside the database
 * under a signed head, and publishes the head. Answers how many events were sealed.
 */
export async function sealAudit(ports: Sealing, now: number): Promise<number> {
  let sealed = 0;
  for (let heads = 0; heads < HEADS_AT_ONCE; heads++) {
    const count = await sealSome(ports, now);
    sealed += count;
    if (count < EVENTS_AT_ONCE) break;
  }
  return sealed;
}

/**
 * The segment is kept first, and what is kept decides: a run that died before the database heard of it, and another at
 * the same moment, come to the same head.
 */
async function sealSome(ports: Sealing, now: number): Promise<number> {
  const from = (await ports.audit.lastHead()) ?? { seq: 0, chainHash: GENESIS };
  const segment = (await ports.segments.after(from)) ?? (await makeSegment(ports, from, now));
  if (!segment) return 0;
  await requireSame(ports, segment);
  return (await publish(ports, segment)) ? segment.events.length : 0;
}

async function makeSegment(ports: Sealing, from: ChainLink, now: number): Promise<Segment | null> {
  const { audit, auditMac, digest, statements, segments } = ports;
  const found = await audit.eventsAfter(from.seq, EVENTS_AT_ONCE);
  if (found.length === 0) return null;
  const events = await Promise.all(
    found.map(async (event) => ({
      ...event,
      foreign: (await auditMac.isOurs(macText(event), event.mac)) ? 0 : 1,
    })),
  );
  const hashes = await chainHashes(from.chainHash, events, digest);
  const head = {
    seq: events.at(-1)!.seq,
    sealedAt: now,
    chainHash: hashes.at(-1)!,
    merkleRoot: await merkleRoot(hashes, digest),
  };
  const signature = await statements.sign('kaijo-audit-head+jwt', head);
  const { seq, chainHash } = from;
  return segments.keep({ from: { seq, chainHash }, head: { ...head, signature }, events });
}

/** Throws when the database does not hold the segment's events: then it is not the one they were sealed in. */
async function requireSame({ audit }: Sealing, { from, events }: Segment): Promise<void> {
  const found = await audit.eventsAfter(from.seq, events.length);
  const same = events.every((event, index) => found[index]?.seq === event.seq && isSame(event, found[index]));
  if (!same) throw new Error('the database is behind the sealed trail');
}

const isSame = (one: Parameters<typeof macText>[0], other: Parameters<typeof macText>[0]): boolean =>
  macText(one) === macText(other);

/** Writes a kept segment's head and marks into the database. False when another run was quicker. */
async function publish({ audit, digest }: Sealing, { from, head, events }: Segment): Promise<boolean> {
  const hashes = await chainHashes(from.chainHash, events, digest);
  const marks = events.map(({ seq, foreign }, index) => ({ seq, foreign, hash: hashes[index]! }));
  return audit.seal(marks, head, from.seq);
}
