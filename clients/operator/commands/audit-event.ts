import { sql, type SQL } from 'drizzle-orm';
import { auditEvents } from '#schema/tables/audit.ts';

export type OperatorEvent =
  | 'kiosk-code-issued'
  | 'kiosk-confirmed'
  | 'kiosk-revoked'
  | 'maintenance-planned'
  | 'maintenance-removed';

/** Appends an operator's act to the audit trail, but only if the statement before it changed exactly one row. */
export function audit(kind: OperatorEvent, at: number, facts: { kioskId?: SQL; detail?: object } = {}): SQL {
  const kioskId = facts.kioskId ?? sql`NULL`;
  const detail = JSON.stringify(facts.detail ?? {});
  return sql`INSERT INTO ${auditEvents} (at, kind, kiosk_id, detail)
    SELECT ${at}, ${kind}, ${kioskId}, ${detail} WHERE changes() = 1`;
}
