import { and, eq, sql, type SQL } from 'drizzle-orm';
import { auditEvents, kiosks, maintenanceWindows, redemptions, reservations } from '#schema/tables/index.ts';
import type { AuditEvent } from '../domain/audit.ts';
import { minuteAt } from '../domain/opening-hours.ts';
import type {
  Asked,
  Ground,
  Outcome,
  Proof,
  VisitFacts,
  VisitKey,
  VisitStore,
  Writing,
} from '../ports/index.ts';
import { sealedOf, unsealedOf, type WriteEvent } from './audit.ts';
import { closureOf } from './closures.ts';
import {
  audit,
  insertIf,
  orReplayed,
  previousChangedOne,
  spendWithChange,
  type Database,
} from './database.ts';
import { hear } from './kiosks.ts';
import { liveAt, reservationOf, update } from './reservations.ts';
import { listOf, rowOf } from './rows.ts';
import { takeIf } from './seen.ts';

/** STEP 2 in D1: facts in one statement, a move in one batch that says its grounds again. */
export function visitStore(db: Database, write: WriteEvent): VisitStore {
  return {
    facts: async (asked, now) => read((await factsOf(db, asked, now))[0]!),
    write: (writing, asked, now) => writeMove(db, write, writing, asked, now),
    takeQuestion: (token, asked, proof, now) => takeQuestion(db, token, asked, proof, now),
    async heard(thumbprint, said, now) {
      const [, found] = await db.batch([hear(db, thumbprint, said, now), factsOf(db, { thumbprint }, now)]);
      return read(found[0]!);
    },
    completeWithoutRow: (event, proof) => completeWithoutRow(db, write, event, proof),
  };
}

const KIOSK = ['id', 'thumbprint', 'label', 'state', 'opensAt', 'closesAt'];
const nothing = sql`NULL`;

const ofVisit = ({ openedAt, id }: VisitKey) =>
  and(eq(redemptions.openedAt, openedAt), eq(redemptions.id, id))!;

type Found = Record<keyof VisitFacts, string | null>;

const reservation = (condition: SQL) =>
  sql`(SELECT ${listOf(reservations)} FROM ${reservations} WHERE ${condition} LIMIT 1)`;

/** @param when where it does not hold, nothing is read and nothing is answered */
function factsOf(db: Database, asked: Asked, now: number, when?: SQL) {
  const { thumbprint, visit: named = null, reservationId = null, certId = null, ticketHash = null } = asked;
  const ofCard = sql`cert_id = ${certId}`;
  const visit = named && sql`FROM ${redemptions} WHERE ${ofVisit(named)}`;
  const facts = {
    kiosk: sql`(SELECT ${listOf(kiosks, KIOSK)} FROM ${kiosks} WHERE thumbprint = ${thumbprint})`,
    closures: sql`(SELECT json_group_array(${listOf(maintenanceWindows)}) FROM ${maintenanceWindows} WHERE until_at > ${now})`,
    visit: visit ? sql`(SELECT ${listOf(redemptions)} ${visit})` : nothing,
    held: reservation(sql`id = ${visit ? sql`(SELECT reservation_id ${visit})` : reservationId}`),
    found:
      certId === null
        ? nothing
        : sql`coalesce(${reservation(sql`${ofCard} AND ${liveAt(now)}`)},
            ${reservation(sql`${ofCard} ORDER BY created_at DESC, rowid DESC`)})`,
    named: ticketHash === null ? nothing : reservation(sql`ticket_hash = ${ticketHash}`),
  };
  const columns = Object.entries(facts).map(([name, fact]) => [name, sql<string | null>`${fact}`.as(name)]);
  return db
    .select(Object.fromEntries(columns) as Record<keyof VisitFacts, SQL.Aliased<string | null>>)
    .from(sql`(SELECT 1) AS one`)
    .where(when);
}

const valuesOf = (text: string | null) => JSON.parse(text ?? 'null') as unknown[] | null;

function read(found: Found): VisitFacts {
  const [kiosk, visit] = [valuesOf(found.kiosk), valuesOf(found.visit)];
  const reservation = (text: string | null) => {
    const values = valuesOf(text);
    return values && reservationOf(rowOf(reservations, values));
  };
  return {
    kiosk: kiosk && rowOf(kiosks, kiosk, KIOSK),
    closures: (valuesOf(found.closures) ?? []).map((values) =>
      closureOf(rowOf(maintenanceWindows, values as unknown[])),
    ),
    visit: visit && rowOf(redemptions, visit),
    held: reservation(found.held),
    found: reservation(found.found),
    named: reservation(found.named),
  };
}

async function writeMove(
  db: Database,
  write: WriteEvent,
  { move, ground, proof, redemption }: Writing,
  asked: Asked,
  now: number,
): Promise<Outcome> {
  const unclaimed = redemption && sql`NOT EXISTS (SELECT 1 FROM ${redemptions} WHERE ${ofVisit(redemption)})`;
  const event = audit(db, await write(move.event));
  // Whoever made the change reads no facts again.
  const lost = factsOf(db, asked, now, sql`changes() = 0`);
  const batch = db.batch([
    update(db, move, and(groundOf(ground, asked, now), unclaimed)),
    ...(proof ? [spendWithChange(db, proof)] : []),
    event,
    ...(redemption ? [insertIf(db, redemptions, redemption, previousChangedOne)] : []),
    lost,
  ]);
  const done = await orReplayed<readonly unknown[]>(batch);
  if (done === 'replayed') return { state: done };
  const [found] = done.at(-1) as Found[];
  return found ? { state: 'lost', facts: read(found) } : { state: 'done' };
}

/** Hours of its own, as `rulesAt` of the domain has them: those of the service do not change in between. */
const withinOwnHours = (now: number): SQL =>
  sql` AND (opens_at IS NULL OR (opens_at <= ${minuteAt(now)} AND closes_at > ${minuteAt(now)}))`;

function inService({ thumbprint }: Asked, { kiosk, closures }: Ground, now: number): SQL {
  const active = kiosk === 'active' ? sql` AND state = 'active'` : sql``;
  const open = closures === 'open' ? withinOwnHours(now) : sql``;
  return sql`EXISTS (SELECT 1 FROM ${kiosks} WHERE thumbprint = ${thumbprint}${active}${open})`;
}

function groundOf(ground: Ground, asked: Asked, now: number): SQL | undefined {
  const { closures, row } = ground;
  const closure = sql`SELECT 1 FROM ${maintenanceWindows} WHERE until_at > ${now} AND from_at <= ${now} AND scope <> 'phone'`;
  const cutting = closures === 'uncut' ? sql` AND cuts` : sql``;
  return and(
    inService(asked, ground, now),
    closures && sql`NOT EXISTS (${closure}${cutting})`,
    ...Object.entries(row ?? {}).map(([column, value]) =>
      eq(reservations[column as keyof NonNullable<Ground['row']>], value),
    ),
  );
}

async function takeQuestion(
  db: Database,
  token: Parameters<VisitStore['takeQuestion']>[0],
  asked: Asked & { visit: VisitKey },
  proof: Proof,
  now: number,
): ReturnType<VisitStore['takeQuestion']> {
  const { id, openedAt } = asked.visit;
  const ended = sql`EXISTS (SELECT 1 FROM ${reservations} WHERE state = 'completed' AND redemption_id = ${id}
    AND id = (SELECT reservation_id FROM ${redemptions} WHERE ${ofVisit({ id, openedAt })}))`;
  const batch = db.batch([
    takeIf(db, token, sql`${ended} AND ${inService(asked, { kiosk: 'active' }, now)}`),
    spendWithChange(db, proof),
    factsOf(db, asked, now),
  ]);
  const done = await orReplayed<readonly [unknown[], unknown, Found[]]>(batch);
  return done === 'replayed' ? done : { taken: done[0].length === 1, facts: read(done[2][0]!) };
}

async function completeWithoutRow(
  db: Database,
  write: WriteEvent,
  event: AuditEvent,
  proof: Proof,
): Promise<number | 'replayed'> {
  const id = sql`(${event.reservationId})`;
  const completion = sql`kind IN ('reservation-completed', 'completion-without-row')`;
  const told = sql`SELECT at FROM ${auditEvents} WHERE ${sealedOf(id)} AND ${completion}
    UNION ALL SELECT at FROM ${auditEvents} WHERE ${unsealedOf(id)} AND ${completion}`;
  const row = await write(event);
  const batch = db.batch([
    insertIf(db, auditEvents, row, sql`NOT EXISTS (${told})`),
    spendWithChange(db, proof),
    db
      .select({ at: sql<number>`told.at`.as('at') })
      .from(sql`(${told}) AS told`)
      .limit(1),
  ]);
  const done = await orReplayed<readonly [unknown, unknown, { at: number }[]]>(batch);
  return done === 'replayed' ? done : done[2][0]!.at;
}
