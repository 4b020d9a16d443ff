import { and, eq, gt, isNull, lte, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import { commitmentTo, type ChainedEvent, type WrittenEvent } from '#schema/contract/audit-chain.ts';
import { digest } from '#schema/contract/bytes.ts';
import {
  auditEvents,
  auditHeads,
  enrolmentCodes,
  kiosks,
  livenessChallenges,
  maintenanceWindows,
  reservations,
  throttles,
} from '#schema/tables/index.ts';
import { retake } from '../domain/retake.ts';
import type { Reservation } from '../domain/reservation.ts';
import type { RestorationStore } from '../ports/index.ts';
import { kindsOf, type WriteEvent } from './audit.ts';
import { insertIf, type Database } from './database.ts';
import { reservationOf, rowOf } from './reservations.ts';

type Statement = BatchItem<'sqlite'>;
type Facts = Readonly<Record<string, string | number | boolean | null>>;
/** The cards whose tries are counted, by the trail's commitments to them. */
type Counted = ReadonlyMap<string, Card>;

/** Statements of one batch: D1 has one thread, and others wait for it. */
const AT_ONCE = 50;
/** Events in one parameter: together they stay below D1's 2 MB. */
const EVENTS_AT_ONCE = 500;

/** A restored D1, brought on by what the trail outside of it tells. */
export function restorationStore(db: Database, write: WriteEvent): RestorationStore {
  return {
    async retake(events) {
      const counted = await countedIn(db);
      const statements = [
        ...(await ofReservations(db, events)),
        ...events.flatMap((event) => otherwise(db, event, counted)),
      ];
      for (let begin = 0; begin < statements.length; begin += AT_ONCE)
        await db.batch(statements.slice(begin, begin + AT_ONCE) as [Statement]);
    },
    async adopt({ from, head, events }, hashes) {
      const rows = events.map((event, index) => ({ ...event, hash: hashes[index]! }));
      await db.batch([
        db.delete(auditEvents).where(gt(auditEvents.seq, from.seq)),
        ...slices(rows).map((some) => insertEvents(db, some)),
        insertIf(db, auditHeads, { ...head, kinds: kindsOf(events) }, sql`true`).onConflictDoNothing(),
      ]);
    },
    commitments: async () => new Set((await countedIn(db)).keys()),
    async conclude(strays, event, after) {
      const told = sql`EXISTS (SELECT 1 FROM ${auditEvents} WHERE seq > ${after})`;
      const own = await write(event);
      const written = [...strays.map(withoutPlace), own];
      await db.batch([appendUnless(db, written, told)]);
    },
  };
}

const withoutPlace = ({ seq: _, ...event }: Omit<ChainedEvent, 'foreign'>): WrittenEvent => event;

const slices = <T>(rows: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / EVENTS_AT_ONCE) }, (_, index) =>
    rows.slice(index * EVENTS_AT_ONCE, (index + 1) * EVENTS_AT_ONCE),
  );

/** In the order of the table's columns. */
const WRITTEN = ['at', 'kind', 'reservationId', 'commitment', 'kioskId', 'detail', 'mac'] as const;
const members = (names: readonly string[]) =>
  sql.join(
    names.map((name) => sql`each.value ->> ${sql.raw(`'${name}'`)}`),
    sql`, `,
  );

const insertEvents = (db: Database, rows: readonly (ChainedEvent & { hash: string })[]) =>
  db
    .insert(auditEvents)
    .select(
      sql`SELECT ${members(['seq', ...WRITTEN, 'foreign', 'hash'])} FROM json_each(${JSON.stringify(rows)}) AS each WHERE true ORDER BY each.key`,
    );

const appendUnless = (db: Database, rows: readonly WrittenEvent[], told: ReturnType<typeof sql>) =>
  db
    .insert(auditEvents)
    .select(
      sql`SELECT NULL, ${members(WRITTEN)}, NULL, NULL FROM json_each(${JSON.stringify(rows)}) AS each WHERE NOT ${told} ORDER BY each.key`,
    );

async function countedIn(db: Database): Promise<Counted> {
  const rows = await db.select({ certId: throttles.certId, salt: throttles.salt }).from(throttles);
  const named = rows.map(async (row) => [await commitmentTo(row.certId, row.salt, digest), row] as const);
  return new Map(await Promise.all(named));
}

/** Each change as the domain decides it on the row that the copy has; a reservation that it has not is lost. */
async function ofReservations(db: Database, events: readonly ChainedEvent[]): Promise<Statement[]> {
  const ids = JSON.stringify(events.flatMap(({ reservationId }) => reservationId ?? []));
  const found = await db
    .select()
    .from(reservations)
    .where(sql`id IN (SELECT each.value FROM json_each(${ids}) AS each)`);
  const rows = new Map<string | null, Reservation>(found.map((row) => [row.id, reservationOf(row)]));
  return events.flatMap((event) => {
    const before = rows.get(event.reservationId);
    const change = before && retake(before, event);
    if (!change) return [];
    const { next } = change;
    rows.set(next.id, next);
    const decided = and(eq(reservations.id, next.id), eq(reservations.version, next.version - 1));
    return [db.update(reservations).set(rowOf(next)).where(decided)];
  });
}

/** Kiosks, closures, and counts of tries. */
function otherwise(db: Database, event: ChainedEvent, counted: Counted): Statement[] {
  const { kind, kioskId } = event;
  const facts = JSON.parse(event.detail) as Facts;
  if (kioskId !== null) return ofKiosk(db, event, kioskId, facts);
  if (kind === 'maintenance-planned') return [planned(db, facts)];
  if (kind === 'maintenance-removed')
    return [db.delete(maintenanceWindows).where(eq(maintenanceWindows.id, String(facts['id'])))];
  const cleared = kind === 'reservation-reserved' && counted.get(String(facts['cleared']));
  if (cleared) return [clearTries(db, cleared), clearSequence(db, cleared)];
  const card = counted.get(event.commitment ?? '');
  return card ? ofTries(db, event, facts, card) : [];
}

function ofKiosk(db: Database, { kind, at }: ChainedEvent, id: string, facts: Facts): Statement[] {
  if (kind === 'kiosk-offered') return offered(db, id, facts, at);
  const state = KIOSK_STATES[kind];
  const change = state ? { state } : FACTS_OF[kind]?.(facts);
  return change ? [db.update(kiosks).set(change).where(eq(kiosks.id, id))] : [];
}

/** What an act that is no change of state says of a kiosk. */
const FACTS_OF: Readonly<Record<string, (facts: Facts) => Partial<typeof kiosks.$inferInsert>>> = {
  'kiosk-labelled': (facts) => placeIn(facts),
  'kiosk-hours': ({ opensAt = null, closesAt = null }) => ({
    opensAt: opensAt as number | null,
    closesAt: closesAt as number | null,
  }),
};

const KIOSK_STATES: Readonly<Record<string, 'active' | 'suspended' | 'revoked'>> = {
  'kiosk-confirmed': 'active',
  'kiosk-suspended': 'suspended',
  'kiosk-resumed': 'active',
  'kiosk-revoked': 'revoked',
};

const placeIn = ({ label, chain = null, store = null, prefecture = null }: Facts) => ({
  label: String(label ?? ''),
  chain: chain as string | null,
  store: store as string | null,
  prefecture: prefecture as number | null,
});

/** A kiosk that enrolled since, and the code that it used. */
function offered(db: Database, id: string, facts: Facts, at: number): Statement[] {
  const thumbprint = String(facts['thumbprint']);
  const kiosk = { id, thumbprint, ...placeIn(facts), state: 'pending', enrolledAt: at } as const;
  const unused = and(eq(enrolmentCodes.hash, String(facts['code'])), isNull(enrolmentCodes.usedAt));
  return [
    db.insert(kiosks).values(kiosk).onConflictDoNothing(),
    db.update(enrolmentCodes).set({ usedAt: at }).where(unused),
  ];
}

/** Its note is not in the trail. */
function planned(db: Database, { id, from, until, scope, cuts, reason }: Facts): Statement {
  const closure = {
    id: String(id),
    fromAt: Number(from),
    untilAt: Number(until),
    scope: scope as 'phone' | 'kiosk' | 'both',
    cuts: cuts === true || cuts === 1,
    reason: reason as 'maintenance' | 'emergency',
  };
  return db.insert(maintenanceWindows).values(closure).onConflictDoNothing();
}

type Card = { certId: string; salt: string };
const countOf = ({ certId, salt }: Card) => and(eq(throttles.certId, certId), eq(throttles.salt, salt));
const clearTries = (db: Database, card: Card) => db.delete(throttles).where(countOf(card));
const clearSequence = (db: Database, { certId }: Card) =>
  db.delete(livenessChallenges).where(eq(livenessChallenges.certId, certId));

function ofTries(db: Database, { kind, at }: ChainedEvent, facts: Facts, card: Card): Statement[] {
  const counted = countOf(card);
  const charge = String(facts['charge']);
  const stands = sql`EXISTS (SELECT 1 FROM json_each(${throttles.charges}) AS charge WHERE charge.value = ${charge})`;
  if (kind === 'try-charged') {
    const charges = sql`json_insert(${throttles.charges}, '$[#]', ${charge})`;
    const more = { failures: sql`${throttles.failures} + 1`, blockedUntil: Number(facts['blockedUntil']) };
    const row = { ...more, charges, updatedAt: at };
    return [
      db
        .update(throttles)
        .set(row)
        .where(and(counted, sql`NOT ${stands}`)),
    ];
  }
  // The pause stays: which one stood before is not in the trail.
  const charges = sql`(SELECT json_group_array(charge.value) FROM json_each(${throttles.charges}) AS charge WHERE charge.value <> ${charge})`;
  return [
    db
      .update(throttles)
      .set({ failures: sql`${throttles.failures} - 1`, charges, updatedAt: at })
      .where(and(counted, stands)),
    db.delete(throttles).where(and(counted, lte(throttles.failures, 0))),
  ];
}
