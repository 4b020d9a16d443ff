import { sql } from 'drizzle-orm';
import { commitmentTo, type Digest } from '#schema/contract/audit-chain.ts';
import { throttles } from '#schema/tables/throttles.ts';
import type { Replay, ReplayedTries } from '#workers/api/domain/replay.ts';
import type { RowFault, Span } from './audit-rows.ts';
import type { OperatorDatabase, Row } from './database.ts';

/** Compares the counts of failed face tries with the charges that stand by the trail. A fault is named by its commitment. */
export async function findTryFaults(
  database: OperatorDatabase,
  { tries }: Replay,
  span: Span,
  digest: Digest,
): Promise<RowFault[]> {
  const [rows] = await database.run(
    sql`SELECT cert_id, salt, failures, charges, blocked_until, updated_at FROM ${throttles}`,
  );
  const faults: RowFault[] = [];
  const there = new Set<string>();
  for (const row of rows!) {
    const id = await commitmentTo(String(row['cert_id']), String(row['salt']), digest);
    there.add(id);
    const told = tries.get(id);
    const unexplained = !told && (span.whole || Number(row['updated_at']) > span.began);
    if (unexplained) faults.push({ fault: 'tries-unexplained', id });
    if (told && !sameTries(row, told, span)) faults.push({ fault: 'tries-differ', id });
  }
  for (const [id, { charges }] of tries)
    if (charges.size > 0 && !there.has(id)) faults.push({ fault: 'tries-removed', id });
  return faults;
}

/** Charges made before the trail begins may stand beside those it tells of. */
function sameTries(row: Row, { charges, blockedUntil }: ReplayedTries, { whole }: Span): boolean {
  const stored = new Set(JSON.parse(String(row['charges'])) as string[]);
  const counted = stored.size === row['failures'] && (!whole || stored.size === charges.size);
  const paused = blockedUntil === null || blockedUntil === row['blocked_until'];
  return counted && paused && [...charges].every((charge) => stored.has(charge));
}
