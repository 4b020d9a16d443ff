import { sql, type SQL } from 'drizzle-orm';
import { auditEvents } from '#schema/tables/index.ts';
import type { WrittenEvent } from '#schema/contract/audit-chain.ts';
import type { AuditEvent } from '../domain/audit.ts';
import type { WriteEvent } from './audit.ts';
import type { Database } from './database.ts';

/** Rows of JSON, as a table `each` whose `value` has the members: one parameter, however many rows. */
export const eachOf = (rows: readonly unknown[]): SQL => sql`json_each(${JSON.stringify(rows)}) AS each`;

/** A member of a row of `eachOf`. */
export const ofEach = (member: string): SQL => sql`each.value ->> ${sql.raw(`'${member}'`)}`;

/** Events as they are stored: a query must not wait inside a batch, so they are written before it. */
export const writeAll = (write: WriteEvent, events: readonly AuditEvent[]): Promise<WrittenEvent[]> =>
  Promise.all(events.map(write));

/** Appends those events, in their order, of which `condition` holds at that point of the batch. */
export function auditEach(db: Database, written: readonly WrittenEvent[], condition: SQL) {
  const members = ['at', 'kind', 'reservationId', 'commitment', 'kioskId', 'detail', 'mac'].map(ofEach);
  // In the order of the table's columns: seq, what the writer says, and what the sealer will.
  return db
    .insert(auditEvents)
    .select(
      sql`SELECT NULL, ${sql.join(members, sql`, `)}, NULL, NULL FROM ${eachOf(written)} WHERE ${condition}`,
    );
}
