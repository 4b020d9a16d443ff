import { sql } from 'drizzle-orm';
import type { Bilingual, ClosureReason, Scope } from '#schema/contract/calendar.ts';
import { maintenanceWindows } from '#schema/tables/kiosks.ts';
import { audit, type OperatorDatabase, type Row } from './database.ts';

/** A planned closure, [from, until) in Unix seconds. */
export interface PlannedClosure {
  from: number;
  until: number;
  scope: Scope;
  /** An emergency: visits under way end too. Otherwise a visit that was claimed in time may go on. */
  cuts?: boolean;
  /** Absent: an emergency if it cuts, else maintenance. */
  reason?: ClosureReason;
  /** A sentence for people. */
  note?: Bilingual | null;
}

/** Longest note, in characters. */
const MOST_NOTE = 200;

/** Plans a closure; answers its id. Throws `RangeError` when it would never begin or is already over. */
export async function planClosure(
  database: OperatorDatabase,
  {
    from,
    until,
    scope,
    cuts = false,
    reason = cuts ? 'emergency' : 'maintenance',
    note = null,
  }: PlannedClosure,
  now: number,
): Promise<string> {
  if (until <= from || until <= now) throw new RangeError('the closure ends before it begins, or is over');
  const [ja, en] = sentencesOf(note);
  const id = crypto.randomUUID();
  await database.run(
    sql`INSERT INTO ${maintenanceWindows} (id, from_at, until_at, scope, cuts, reason, note_ja, note_en) VALUES
      (${id}, ${from}, ${until}, ${scope}, ${cuts}, ${reason}, ${ja}, ${en})`,
    audit('maintenance-planned', now, { detail: { id, from, until, scope, cuts, reason } }),
  );
  return id;
}

function sentencesOf(note: Bilingual | null): [string | null, string | null] {
  if (!note) return [null, null];
  if (Math.max(note.ja.length, note.en.length) > MOST_NOTE)
    throw new RangeError(`a note has ${MOST_NOTE} characters at most`);
  return [note.ja, note.en];
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
    sql`SELECT id, from_at, until_at, scope, cuts, reason, note_ja, note_en FROM ${maintenanceWindows}
      WHERE until_at > ${now} ORDER BY from_at`,
  );
  return rows!;
}
