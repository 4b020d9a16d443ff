import { sql } from 'drizzle-orm';
import { maintenanceWindows } from '#schema/tables/kiosks.ts';
import { audit, type OperatorDatabase, type Row } from './database.ts';

/** A planned closure, [from, until) in Unix seconds. */
export interface PlannedClosure {
  from: number;
  until: number;
  scope: 'phone' | 'kiosk' | 'both';
  /** An emergency: visits under way end too. Otherwise a visit that was claimed in time may go on. */
  cuts?: boolean;
}

/** Plans a closure; answers its id. Throws `RangeError` when it would never begin or is already over. */
export async function planClosure(
  database: OperatorDatabase,
  { from, until, scope, cuts = false }: PlannedClosure,
  now: number,
): Promise<string> {
  if (until <= from || until <= now) throw new RangeError('the closure ends before it begins, or is over');
  const id = crypto.randomUUID();
  await database.run(
    sql`INSERT INTO ${maintenanceWindows} (id, from_at, until_at, scope, cuts) VALUES (${id}, ${from}, ${until}, ${scope}, ${cuts})`,
    audit('maintenance-planned', now, { detail: { id, from, until, scope, cuts } }),
  );
  return id;
}

/** Takes a planned closure back, or ends it early. False when there is none of that id. */
export async function removeClosure(database: OperatorDatabase, id: string, now: number): Promise<boolean> {
  const [removed] = await database.run(
    sql`DELETE FROM ${maintenanceWindows} WHERE id = ${id} RETURNING id`,
    audit('maintenance-removed', now, { detail: { id } }),
  );
  return removed!.length === 1;
}

/** Closures that are not over, earliest first. */
export async function listClosures(database: OperatorDatabase, now: number): Promise<Row[]> {
  const [rows] = await database.run(
    sql`SELECT id, from_at, until_at, scope, cuts FROM ${maintenanceWindows} WHERE until_at > ${now} ORDER BY from_at`,
  );
  return rows!;
}
