import { sql } from 'drizzle-orm';
import type { JSONWebKeySet } from 'jose';
import { digest } from './native-digest.ts';
import type { AuditHead, ChainedEvent } from '#schema/contract/audit-chain.ts';
import { auditEvents, auditHeads } from '#schema/tables/audit.ts';
import { emptyReplay, replayEvent, type Replay, type ReplayFault } from '#workers/api/domain/replay.ts';
import { verifyAudit, type AuditVerdict, type Verifying } from './audit.ts';
import { findRowFaults, type RowFault, type Span } from './audit-rows.ts';
import { findTryFaults } from './audit-tries.ts';
import type { OperatorDatabase } from './database.ts';

/** What the trail cannot have told truly, or what the database holds against it. */
export type Contradiction = { fault: ReplayFault; seq: number; id: string } | RowFault;

/** The chain's verdict, and what trail and tables say against each other. */
export interface ServiceVerdict extends AuditVerdict {
  /** At most a hundred; empty when trail and tables agree. */
  contradictions: Contradiction[];
}

/** A verdict in lines for a terminal: what is verified and what is only replayed stand apart. */
export function describeVerdict(verdict: ServiceVerdict): string[] {
  const { events, unsealed, heads, from, contradictions } = verdict;
  return [
    verdict.fault
      ? `broken          at event ${verdict.fault.seq}: ${verdict.fault.fault}`
      : `verified        ${events - unsealed} events from ${from} on, under ${heads} signed heads`,
    `not yet sealed  ${unsealed} events, replayed but under no head`,
    ...contradictions.map(
      ({ fault, ...where }) => `CONTRADICTION   ${fault}: ${Object.values(where).join(' ')}`,
    ),
  ];
}

const AT_MOST = 100;

/**
 * Checks the chain, replays every event with the domain's own machine, those that are not sealed yet too, and compares
 * what comes out with reservations, kiosks and closures.
 *
 * @param now Unix seconds: rows whose time is over may be gone
 */
export async function verifyService(
  database: OperatorDatabase,
  keys: JSONWebKeySet,
  options: Verifying & { copied?: readonly AuditHead[]; now: number },
): Promise<ServiceVerdict> {
  const replay = emptyReplay();
  const contradictions: Contradiction[] = [];
  let begin: { seq: number; at: number } | null = null;
  const take = (events: readonly ChainedEvent[]) => {
    begin ??= events[0] ?? null;
    for (const event of events) {
      const fault = replayEvent(replay, event, begin?.seq === 1);
      if (fault && contradictions.length < AT_MOST)
        contradictions.push({ fault, seq: event.seq, id: event.reservationId ?? event.kioskId ?? '' });
    }
  };
  const verdict = await verifyAudit(database, keys, options.copied, { ...options, watch: take });
  if (verdict.fault) return { ...verdict, contradictions };
  take(await unsealed(database));
  const span = { whole: verdict.from === 1, began: startOf(begin), now: options.now };
  const rows = await faultsOf(database, replay, span);
  return {
    ...verdict,
    contradictions: [...contradictions, ...(await settled(database, replay, rows, span))].slice(0, AT_MOST),
  };
}

const startOf = (begin: { at: number } | null): number => begin?.at ?? 0;

const faultsOf = async (database: OperatorDatabase, replay: Replay, span: Span): Promise<RowFault[]> => [
  ...(await findRowFaults(database, replay, span, digest)),
  ...(await findTryFaults(database, replay, span, digest)),
];

/** A service that works while it is looked at is ahead of what was read: what disagrees is looked at once more. */
async function settled(
  database: OperatorDatabase,
  replay: Replay,
  faults: RowFault[],
  span: Span,
): Promise<RowFault[]> {
  if (faults.length === 0) return faults;
  const late = await unsealed(database, replay.last);
  if (late.length === 0) return faults;
  for (const event of late) replayEvent(replay, event, span.whole);
  return faultsOf(database, replay, span);
}

async function unsealed(database: OperatorDatabase, after = 0): Promise<ChainedEvent[]> {
  const [rows] = (await database.run(
    sql`SELECT seq, at, kind, reservation_id AS reservationId, commitment, kiosk_id AS kioskId, detail, mac, "foreign"
      FROM ${auditEvents} WHERE seq > coalesce((SELECT max(seq) FROM ${auditHeads}), 0) AND seq > ${after} ORDER BY seq`,
  )) as unknown as [ChainedEvent[]];
  return rows;
}
