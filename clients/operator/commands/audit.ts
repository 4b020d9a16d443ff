import { sql } from 'drizzle-orm';
import type { JSONWebKeySet } from 'jose';
import { digest } from '#schema/contract/bytes.ts';
import {
  findChainFault,
  GENESIS,
  type AuditHead,
  type ChainFault,
  type ChainLink,
  type StoredEvent,
} from '#schema/contract/audit-chain.ts';
import { auditEvents, auditHeads } from '#schema/tables/audit.ts';
import { findLostHead, firstForged, headCheck, type HeadFault } from './audit-heads.ts';
import type { OperatorDatabase } from './database.ts';

/** Heads fetched at once, and about how many events: an answer has to fit in memory, however long the trail is. */
const HEADS_AT_ONCE = 200;
const EVENTS_AT_ONCE = 10_000;

/** What the audit trail says of itself. `unsealed` events are newer than the last head. */
export interface AuditVerdict {
  events: number;
  unsealed: number;
  heads: number;
  /** First event that can be checked: what came before has been purged. */
  from: number;
  fault: ChainFault | HeadFault | null;
}

/**
 * Checks every stored event against the chain, every head against the published keys, and both against copies of heads
 * that somebody kept.
 *
 * @param keys the set at `/.well-known/jwks.json`. @param copied heads published earlier, as they were then.
 */
export async function verifyAudit(
  database: OperatorDatabase,
  keys: JSONWebKeySet,
  copied: readonly AuditHead[] = [],
): Promise<AuditVerdict> {
  const check = headCheck(keys);
  const extent = await extentOf(database);
  const verdict: AuditVerdict = {
    events: 0,
    unsealed: extent.unsealed,
    heads: 0,
    from: extent.start.seq + 1,
    fault: null,
  };
  const stored = new Map<number, AuditHead>();
  let link = extent.start;
  for (
    let heads = await headsAfter(database, link);
    heads.length > 0;
    heads = await headsAfter(database, link)
  ) {
    const events = await eventsBetween(database, link, heads.at(-1)!);
    verdict.fault = (await firstForged(heads, check)) ?? (await findChainFault(link, events, heads, digest));
    if (verdict.fault) return verdict;
    verdict.events += events.length;
    verdict.heads += heads.length;
    for (const head of heads) stored.set(head.seq, head);
    link = heads.at(-1)!;
  }
  verdict.events += extent.unsealed;
  verdict.fault =
    (await firstForged(copied, check)) ?? findLostHead(copied, stored, verdict.from) ?? extent.headless;
  return verdict;
}

interface Extent {
  /** The beginning, or after a purge the earliest head from which on every event is still there. */
  start: ChainLink;
  unsealed: number;
  /** An event that says it was sealed, with no head over it. */
  headless: HeadFault | null;
}

async function extentOf(database: OperatorDatabase): Promise<Extent> {
  const first = sql`(SELECT min(seq) FROM ${auditEvents})`;
  const last = sql`(SELECT max(seq) FROM ${auditHeads})`;
  const later = sql`FROM ${auditEvents} WHERE seq > coalesce(${last}, 0)`;
  const [starts, counts] = (await database.run(
    sql`SELECT seq, chain_hash AS chainHash FROM ${auditHeads} WHERE ${first} > 1 AND seq >= ${first} - 1 ORDER BY seq LIMIT 1`,
    sql`SELECT count(*) AS unsealed, min(CASE WHEN hash IS NOT NULL THEN seq END) AS headless ${later}`,
  )) as unknown as [ChainLink[], { unsealed: number; headless: number | null }[]];
  const { unsealed, headless } = counts[0]!;
  return {
    start: starts[0] ?? { seq: 0, chainHash: GENESIS },
    unsealed,
    headless: headless === null ? null : { seq: headless, fault: 'head-removed' },
  };
}

/** The next heads, oldest first: at least one, and no more than have about `EVENTS_AT_ONCE` events under them. */
async function headsAfter(database: OperatorDatabase, link: ChainLink): Promise<AuditHead[]> {
  const [rows] = (await database.run(
    sql`SELECT seq, sealed_at AS sealedAt, chain_hash AS chainHash, merkle_root AS merkleRoot, signature
      FROM ${auditHeads} WHERE seq > ${link.seq} ORDER BY seq LIMIT ${HEADS_AT_ONCE}`,
  )) as unknown as [AuditHead[]];
  return rows.filter(({ seq }, index) => index === 0 || seq <= link.seq + EVENTS_AT_ONCE);
}

async function eventsBetween(
  database: OperatorDatabase,
  from: ChainLink,
  to: ChainLink,
): Promise<StoredEvent[]> {
  const [rows] = (await database.run(
    sql`SELECT seq, at, kind, reservation_id AS reservationId, commitment, kiosk_id AS kioskId, detail, mac, "foreign", hash
      FROM ${auditEvents} WHERE seq > ${from.seq} AND seq <= ${to.seq} ORDER BY seq`,
  )) as unknown as [StoredEvent[]];
  return rows;
}
