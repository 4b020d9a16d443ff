import { chainHashes, GENESIS, merkleRoot } from '#schema/contract/audit-chain.ts';
import type { Ports } from '../ports/index.ts';

/** Events sealed by one run; the statements of a batch are limited. */
const EVENTS_AT_ONCE = 500;

/** Chains the events since the last head, and signs and publishes a new head. Answers how many events were sealed. */
export async function sealAudit({ audit, digest, statements }: Ports, now: number): Promise<number> {
  const last = await audit.lastHead();
  const events = await audit.eventsAfter(last?.seq ?? 0, EVENTS_AT_ONCE);
  if (events.length === 0) return 0;
  const hashes = await chainHashes(last?.chainHash ?? GENESIS, events, digest);
  const head = {
    seq: events.at(-1)!.seq,
    sealedAt: now,
    chainHash: hashes.at(-1)!,
    merkleRoot: await merkleRoot(hashes, digest),
  };
  const signature = await statements.sign('kaijo-audit-head+jwt', head);
  const marks = events.map(({ seq }, index) => ({ seq, hash: hashes[index]! }));
  return (await audit.seal(marks, { ...head, signature })) ? events.length : 0;
}
