import { sql } from 'drizzle-orm';
import type { JSONWebKeySet } from 'jose';
import {
  findChainFault,
  GENESIS,
  type AuditHead,
  type ChainFault,
  type ChainLink,
  type StoredEvent,
} from '#schema/contract/audit-chain.ts';
import { auditEvents, auditHeads } from '#schema/tables/audit.ts';
import { findLostHead, firstForged, headCheck, type HeadCheck, type HeadFault } from './audit-heads.ts';
import { heldAgainst, type HeldAgainst, type SegmentSource } from './audit-segments.ts';
import type { OperatorDatabase } from './database.ts';
import { digest } from './native-digest.ts';

/** About how many events are fetched at once: an answer has to fit in memory, however long the trail is. */
const EVENTS_AT_ONCE = 50_000;

/** What the audit trail says of itself. `unsealed` events are newer than the last head. */
export interface AuditVerdict {
  events: number;
  unsealed: number;
  heads: number;
  /** First event that can be checked: what came before has been purged. */
  from: number;
  fault: ChainFault | HeadFault | null;
}

/** How the trail is to be walked. */
export interface Verifying {
  /** Last event under the head to begin behind; absent: as early as events are kept. */
  since?: number;
  /** Is given every event in order, page by page, before the next page is fetched. */
  watch?: (events: readonly StoredEvent[]) => void;
  /** The trail outside the database, to be held against it. */
  segments?: SegmentSource;
  /** Told after each page: the last event checked. */
  progress?: (seq: number) => void;
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
  options: Verifying = {},
): Promise<AuditVerdict> {
  const { since, watch, progress } = { ...UNWATCHED, ...options };
  const segments = heldAgainst(options.segments);
  const check = headCheck(keys);
  const extent = await extentOf(database, since);
  const verdict: AuditVerdict = {
    events: 0,
    unsealed: extent.unsealed,
    heads: 0,
    from: extent.start.seq + 1,
    fault: null,
  };
  const stored = new Map<number, AuditHead>();
  for await (const page of pagesAfter(database, extent.start)) {
    const { heads, events } = page;
    verdict.fault = await faultOn(page, check, segments);
    if (verdict.fault) return verdict;
    verdict.events += events.length;
    verdict.heads += heads.length;
    watch(events);
    progress(heads.at(-1)!.seq);
    for (const head of heads) stored.set(head.seq, head);
  }
  verdict.events += extent.unsealed;
  const lost = (await firstForged(copied, check)) ?? findLostHead(copied, stored, verdict.from);
  const last = [...stored.values()].at(-1) ?? extent.start;
  return { ...verdict, fault: lost ?? extent.headless ?? (await segments.beyond(last)) };
}

const faultOn = async (
  { link, heads, events }: Page,
  check: HeadCheck,
  segments: HeldAgainst,
): Promise<AuditVerdict['fault']> =>
  (await firstForged(heads, check)) ??
  (await findChainFault(link, events, heads, digest)) ??
  (await segments.under(link, heads));

interface Extent {
  /** The beginning, or after a purge the earliest head from which on every event is still there. */
  start: ChainLink;
  unsealed: number;
  /** An event that says it was sealed, with no head over it. */
  headless: HeadFault | null;
}

/** Throws `RangeError` when no head ends at `since`. */
async function extentOf(database: OperatorDatabase, since: number | undefined): Promise<Extent> {
  const first = sql`(SELECT min(seq) FROM ${auditEvents})`;
  const last = sql`(SELECT max(seq) FROM ${auditHeads})`;
  const later = sql`FROM ${auditEvents} WHERE seq > coalesce(${last}, 0)`;
  const [starts, counts] = (await database.run(
    since === undefined
      ? sql`SELECT seq, chain_hash AS chainHash FROM ${auditHeads} WHERE ${first} > 1 AND seq >= ${first} - 1 ORDER BY seq LIMIT 1`
      : sql`SELECT seq, chain_hash AS chainHash FROM ${auditHeads} WHERE seq = ${since}`,
    sql`SELECT count(*) AS unsealed, min(CASE WHEN hash IS NOT NULL THEN seq END) AS headless ${later}`,
  )) as unknown as [ChainLink[], { unsealed: number; headless: number | null }[]];
  if (since !== undefined && !starts[0]) throw new RangeError(`no head ends at event ${since}`);
  const { unsealed, headless } = counts[0]!;
  return {
    start: starts[0] ?? { seq: 0, chainHash: GENESIS },
    unsealed,
    headless: headless === null ? null : { seq: headless, fault: 'head-removed' },
  };
}

const UNWATCHED = { since: undefined, watch: () => undefined, progress: () => undefined };

interface Page {
  link: ChainLink;
  heads: AuditHead[];
  events: StoredEvent[];
}

/** Heads with the events under them, oldest first. The next page is fetched while one is looked at. */
async function* pagesAfter(database: OperatorDatabase, start: ChainLink): AsyncGenerator<Page> {
  let coming = pageAfter(database, start);
  for (let page = await coming; page.heads.length > 0; page = await coming) {
    coming = pageAfter(database, page.heads.at(-1)!);
    // Whoever stops at a fault does not wait for it.
    coming.catch(() => undefined);
    yield page;
  }
}

/** At least one head, and no more than have about `EVENTS_AT_ONCE` events under them. */
async function pageAfter(database: OperatorDatabase, link: ChainLink): Promise<Page> {
  const next = sql`(SELECT min(seq) FROM ${auditHeads} WHERE seq > ${link.seq})`;
  const full = sql`(SELECT max(seq) FROM ${auditHeads} WHERE seq <= ${link.seq + EVENTS_AT_ONCE})`;
  const last = sql`max(${next}, coalesce(${full}, 0))`;
  const [heads, events] = (await database.run(
    sql`SELECT seq, sealed_at AS sealedAt, chain_hash AS chainHash, merkle_root AS merkleRoot, signature
      FROM ${auditHeads} WHERE seq > ${link.seq} AND seq <= ${last} ORDER BY seq`,
    sql`SELECT seq, at, kind, reservation_id AS reservationId, commitment, kiosk_id AS kioskId, detail, mac, "foreign", hash
      FROM ${auditEvents} WHERE seq > ${link.seq} AND seq <= ${last} ORDER BY seq`,
  )) as unknown as [AuditHead[], StoredEvent[]];
  return { link, heads, events };
}
