import { chainHashes, GENESIS, macText, merkleRoot } from '#schema/contract/audit-chain.ts';
import type { Ports } from '../ports/index.ts';

/** Events under one head. */
const EVENTS_AT_ONCE = 5_000;
/** Heads of one run: a hundred thousand events every ten minutes are 166 a second. */
const HEADS_AT_ONCE = 20;

type Sealing = Pick<Ports, 'audit' | 'auditMac' | 'digest' | 'statements'>;

/**
 * Chains the events since the last head, marks those that this service did not write, and signs and publishes new heads.
 * Answers how many events were sealed.
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

async function sealSome({ audit, auditMac, digest, statements }: Sealing, now: number): Promise<number> {
  const last = await audit.lastHead();
  const after = last?.seq ?? 0;
  const found = await audit.eventsAfter(after, EVENTS_AT_ONCE);
  if (found.length === 0) return 0;
  const events = await Promise.all(
    found.map(async (event) => ({
      ...event,
      foreign: (await auditMac.isOurs(macText(event), event.mac)) ? 0 : 1,
    })),
  );
  const hashes = await chainHashes(last?.chainHash ?? GENESIS, events, digest);
  const head = {
    seq: events.at(-1)!.seq,
    sealedAt: now,
    chainHash: hashes.at(-1)!,
    merkleRoot: await merkleRoot(hashes, digest),
  };
  const signature = await statements.sign('kaijo-audit-head+jwt', head);
  const marks = events.map(({ seq, foreign }, index) => ({ seq, foreign, hash: hashes[index]! }));
  return (await audit.seal(marks, { ...head, signature }, after)) ? events.length : 0;
}
