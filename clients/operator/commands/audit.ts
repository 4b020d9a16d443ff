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
import { RETENTION, TRAIL_TAIL } from '#schema/contract/retention.ts';
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
  /** The trail outside the database, to be held against it; what the database has shed is read there. */
  segments?: SegmentSource;
  /** Unix seconds: what was sealed long before is in its segments alone. Without it everything has to be in the database. */
  now?: number;
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
  const segments = heldAgainst(options.segments);
  const check = headCheck(keys);
  const extent = await extentOf(database, options);
  const { unsealed, start } = extent;
  const known = new Map<number, AuditHead>();
  const verdict: AuditVerdict = { events: 0, unsealed, heads: 0, from: start.seq + 1, fault: null };
  for await (const page of wholePages(database, extent, segments)) {
    verdict.fault = await faultOn(page, check, segments);
    if (verdict.fault) return verdict;
    verdict.events += page.events.length;
    verdict.heads += page.heads.length;
    tell(page, options);
    for (const head of page.heads) known.set(head.seq, head);
  }
  verdict.events += unsealed;
  const lost = (await firstForged(copied, check)) ?? findLostHead(copied, known, verdict.from);
  return { ...verdict, fault: lost ?? extent.headless ?? (await segments.beyond(lastOf(known) ?? start)) };
}

const lastOf = (heads: ReadonlyMap<number, AuditHead>): AuditHead | undefined => [...heads.values()].at(-1);

function tell({ events, heads }: Page, { watch, progress }: Verifying): void {
  watch?.(events);
  progress?.(heads.at(-1)!.seq);
}

async function* wholePages(
  database: OperatorDatabase,
  extent: Extent,
  segments: HeldAgainst,
): AsyncGenerator<Page> {
  for await (const page of pagesAfter(database, extent.start)) yield whole(page, extent, segments);
}

const faultOn = async (
  { link, heads, events, shed, lost }: Page,
  check: HeadCheck,
  segments: HeldAgainst,
): Promise<AuditVerdict['fault']> =>
  lost ??
  (await firstForged(heads, check)) ??
  (await findChainFault(link, events, heads, digest)) ??
  (await segments.under(heads[shed - 1] ?? link, heads.slice(shed)));

/** A page with the events that the database has shed; those heads are held against their segments with it. */
async function whole(page: Page, { first, shedBefore }: Extent, segments: HeldAgainst): Promise<Page> {
  const { link, heads, events } = page;
  const links = [link, ...heads];
  const here = heads.findIndex(
    ({ sealedAt }, index) => links[index]!.seq + 1 >= first || sealedAt >= shedBefore,
  );
  const shed = here === -1 ? heads.length : here;
  if (shed === 0) return page;
  const found = await segments.events(link, heads.slice(0, shed));
  if ('fault' in found) return { ...page, lost: found };
  const last = heads[shed - 1]!.seq;
  return { link, heads, shed, lost: null, events: [...found, ...events.filter(({ seq }) => seq > last)] };
}

interface Extent {
  /** The beginning, or after a purge the earliest head from which on every event is still there. */
  start: ChainLink;
  unsealed: number;
  /** The oldest event in the database. */
  first: number;
  /** What was sealed before may have been shed. */
  shedBefore: number;
  /** An event that says it was sealed, with no head over it. */
  headless: HeadFault | null;
}

/**
 * Throws `RangeError` when no head ends at `since`.
 * Where there are segments the trail begins as early as they are kept for certain.
 */
async function extentOf(
  database: OperatorDatabase,
  { since, segments, now: at }: Verifying,
): Promise<Extent> {
  const now = segments && at;
  const first = sql`(SELECT min(seq) FROM ${auditEvents})`;
  const last = sql`(SELECT max(seq) FROM ${auditHeads})`;
  const later = sql`FROM ${auditEvents} WHERE seq > coalesce(${last}, 0)`;
  const link = sql`SELECT seq, chain_hash AS chainHash FROM ${auditHeads}`;
  const behind = sql`(SELECT min(seq) FROM ${auditHeads} WHERE seq >= ${first} - 1)`;
  const start =
    now === undefined
      ? sql`${first} > 1 AND seq = ${behind}`
      : sql`coalesce(${first}, 2) > 1 AND seq = min(coalesce(${behind}, ${last}), (SELECT max(seq) FROM ${auditHeads}
          WHERE sealed_at < ${now - RETENTION.auditSegments.seconds + A_DAY}))`;
  const [starts, [counts]] = (await database.run(
    since === undefined ? sql`${link} WHERE ${start}` : sql`${link} WHERE seq = ${since}`,
    sql`SELECT count(*) AS unsealed, min(CASE WHEN hash IS NOT NULL THEN seq END) AS headless,
      coalesce(${first}, ${last} + 1, 1) AS first ${later}`,
  )) as unknown as [ChainLink[], { unsealed: number; headless: number | null; first: number }[]];
  if (since !== undefined && !starts[0]) throw new RangeError(`no head ends at event ${since}`);
  const { unsealed, headless, first: oldest } = counts!;
  return {
    start: starts[0] ?? { seq: 0, chainHash: GENESIS },
    unsealed,
    first: oldest,
    shedBefore: now === undefined ? 0 : now - TRAIL_TAIL,
    headless: headless === null ? null : { seq: headless, fault: 'head-removed' },
  };
}

/** Segments are purged by their oldest event, heads tell when they were sealed. */
const A_DAY = 86_400;

interface Page {
  link: ChainLink;
  /** So many heads have their events from segments. */
  shed: number;
  /** What is wrong with such a segment. */
  lost: HeadFault | null;
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
  return { link, shed: 0, lost: null, heads, events };
}
