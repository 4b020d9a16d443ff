import { chainHashes, GENESIS, merkleRoot } from '#schema/contract/audit-chain.ts';
import type { Ports } from '../ports/index.ts';

/** Events under one head. */
const EVENTS_AT_ONCE = 5_000;
/** Heads of one run: a hundred thousand events every ten minutes are 166 a second. */
const HEADS_AT_ONCE = 20;

type Sealing = Pick<Ports, 'audit' | 'digest' | 'statements'>;

/** Chains the events since the last head, and signs and publishes new heads. Answers how many events were sealed. */
export async function sealAudit(ports: Sealing, now: number): Promise<number> {
  let sealed = 0;
  for (let heads = 0; heads < HEADS_AT_ONCE; heads++) {
    const count = await sealSome(ports, now);
    sealed += count;
    if (count < EVENTS_AT_ONCE) break;
  }
  return sealed;
}

async function sealSome({ audit, digest, statements }: Sealing, now: number): Promise<number> {
  const last = await audit.lastHead();
  const after = last?.seq ?? 0;
  const events = await audit.eventsAfter(after, EVENTS_AT_ONCE);
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
  return (await audit.seal(marks, { ...head, signature }, after)) ? events.length : 0;
}
