import { chainHashes, GENESIS, macText, merkleRoot, type ChainLink } from '#schema/contract/audit-chain.ts';
import type { Segment } from '#schema/contract/audit-segment.ts';
import { followTrail } from './follow-trail.ts';
import type { Ports } from '../ports/index.ts';

/** Events under one head, and so in one statement that others wait for. */
export const EVENTS_AT_ONCE = 2_500;
/** Heads of one run: a quarter of a million events every ten minutes are 416 a second. */
export const HEADS_AT_ONCE = 100;

/** Milliseconds between two heads of a run, for whoever else asks of D1. */
export const REST = 700;

type Sealing = Pick<
  Ports,
  'audit' | 'auditMac' | 'digest' | 'statements' | 'segments' | 'restoration' | 'rest'
>;

/**
 * Chains the events since the last head, marks those that this service did not write, keeps them outside the database
 * under a signed head, and publishes the head. A database that was put back is brought on first. Answers how many events
 * were sealed.
 */
export async function sealAudit(ports: Sealing, now: number): Promise<number> {
  await followTrail(ports, now);
  let sealed = 0;
  for (let heads = 0; heads < HEADS_AT_ONCE; heads++) {
    const count = await sealSome(ports, now);
    sealed += count;
    if (count < EVENTS_AT_ONCE) break;
    await ports.rest(REST);
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

/** Writes a kept segment's head and marks into the database. False when another run was quicker. */
async function publish({ audit, digest }: Sealing, segment: Segment): Promise<boolean> {
  return audit.seal(segment, await chainHashes(segment.from.chainHash, segment.events, digest));
}
