import { and, asc, eq, gt, sql, type SQL } from 'drizzle-orm';
import { auditEvents, enrolmentCodes, kiosks, reservations } from '#schema/tables/index.ts';
import type { AuditEvent } from '../domain/audit.ts';
import type { KioskMove } from '../domain/fleet.ts';
import { LEASE_LIMIT, type Change } from '../domain/reservation.ts';
import type { FleetStore } from '../ports/index.ts';
import type { WriteEvent } from './audit.ts';
import type { Database } from './database.ts';
import { auditEach, eachOf, ofEach, writeAll } from './each.ts';
import { reservationOf } from './reservations.ts';

/** Kiosks in D1 as operators act on them: what many rows need goes as one JSON parameter of one statement. */
export function fleetStore(db: Database, write: WriteEvent): FleetStore {
  return {
    async addCodes(codes, event) {
      const members = ['hash', 'label', 'chain', 'store', 'prefecture', 'expiresAt'].map(ofEach);
      const rows = sql`SELECT ${sql.join(members, sql`, `)}, NULL FROM ${eachOf(codes)}`;
      const written = await write(event);
      await db.batch([db.insert(enrolmentCodes).select(rows), db.insert(auditEvents).values(written)]);
    },
    async beginning(starts, now) {
      const ids = sql`SELECT found.id FROM ${eachOf(starts)} CROSS JOIN ${kiosks} AS found
        ON found.thumbprint >= each.value AND found.thumbprint < each.value || '~'`;
      const [known, held] = await db.batch([
        db
          .select()
          .from(kiosks)
          .where(sql`id IN (${ids})`),
        heldBy(db, ids, now),
      ]);
      return { kiosks: known, held: held.map(reservationOf) };
    },
    move: (how, events, freed, now) => move(db, write, how, events, freed, now),
    hours: (hours, events) => setHours(db, write, hours, events),
    label: (places, events) => label(db, write, places, events),
    async list({ search, state, after }, limit) {
      const rows = await db
        .select()
        .from(kiosks)
        .where(
          and(
            after === null ? undefined : gt(kiosks.id, after),
            state === null ? undefined : eq(kiosks.state, state),
            search === null ? undefined : matches(search),
          ),
        )
        .orderBy(asc(kiosks.id))
        .limit(limit);
      return rows;
    },
  };
}

async function move(
  db: Database,
  write: WriteEvent,
  { from, to }: KioskMove,
  events: readonly AuditEvent[],
  freed: readonly Change[],
  now: number,
) {
  const ids = idsOf(events.map(({ kioskId }) => kioskId));
  const movable = sql`id IN (${ids}) AND state IN ${from}`;
  const told = sql`EXISTS (SELECT 1 FROM ${kiosks} WHERE id = ${ofEach('kioskId')} AND state IN ${from})`;
  const [written, released] = [await writeAll(write, events), await writeAll(write, eventsOf(freed))];
  const [, moved, , , held] = await db.batch([
    auditEach(db, written, told),
    db.update(kiosks).set({ state: to }).where(movable).returning({ id: kiosks.id }),
    auditEach(db, released, standing('reservationId', sql`${ofEach('detail')} ->> 'version'`)),
    free(db, freed),
    heldBy(db, ids, now),
  ]);
  return { moved: moved.map(({ id }) => id), held: held.map(reservationOf) };
}

async function label(
  db: Database,
  write: WriteEvent,
  places: readonly { id: string }[],
  events: readonly AuditEvent[],
) {
  const there = sql`EXISTS (SELECT 1 FROM ${kiosks} WHERE id = ${ofEach('kioskId')})`;
  const written = await writeAll(write, events);
  const [, labelled] = await db.batch([
    auditEach(db, written, there),
    db
      .update(kiosks)
      .set({
        label: sql`${ofEach('label')}`,
        chain: sql`${ofEach('chain')}`,
        store: sql`${ofEach('store')}`,
        prefecture: sql`${ofEach('prefecture')}`,
      })
      .from(eachOf(places))
      .where(sql`${kiosks.id} = ${ofEach('id')}`)
      .returning({ id: kiosks.id }),
  ]);
  return labelled.map(({ id }) => id);
}

async function setHours(
  db: Database,
  write: WriteEvent,
  hours: { opensAt: number; closesAt: number } | null,
  events: readonly AuditEvent[],
) {
  const there = sql`EXISTS (SELECT 1 FROM ${kiosks} WHERE id = ${ofEach('kioskId')})`;
  const ids = idsOf(events.map(({ kioskId }) => kioskId));
  const [, set] = await db.batch([
    auditEach(db, await writeAll(write, events), there),
    db
      .update(kiosks)
      .set(hours ?? { opensAt: null, closesAt: null })
      .where(sql`id IN (${ids})`)
      .returning({ id: kiosks.id }),
  ]);
  return set.map(({ id }) => id);
}

const idsOf = (ids: readonly (string | null)[]): SQL => sql`SELECT each.value FROM ${eachOf(ids)}`;

const eventsOf = (changes: readonly Change[]) => changes.map(({ event }) => event);

/**
 * What kiosks hold and may lose: once an authorisation is out only the lease's end frees it, for the card may be writing.
 * Looked for by the index of those that are open: a lease outlasts the reservation by its own limit at most.
 */
const heldBy = (db: Database, kioskIds: SQL, now: number) =>
  db
    .select()
    .from(reservations)
    .where(
      sql`state = 'claimed' AND ended_at IS NULL AND expires_at > ${now - LEASE_LIMIT} AND lease_until > ${now}
        AND coalesce(authorised_at < claimed_at, true) AND kiosk_id IN (${kioskIds})`,
    );

/** The reservation is as it was when it was decided to be free, and its kiosk is out of service. */
const asDecided = (version: SQL): SQL => sql`before.version = ${version} - 1 AND before.state = 'claimed'
  AND EXISTS (SELECT 1 FROM ${kiosks} WHERE id = before.kiosk_id AND state IN ('suspended', 'revoked'))`;

const standing = (id: string, version: SQL): SQL =>
  sql`EXISTS (SELECT 1 FROM ${reservations} AS before WHERE before.id = ${ofEach(id)} AND ${asDecided(version)})`;

function free(db: Database, freed: readonly Change[]) {
  const decided = freed.map(({ next: { id, version } }) => ({ id, version }));
  const ids = sql`SELECT ${ofEach('id')} FROM ${eachOf(decided)} WHERE ${standing('id', ofEach('version'))}`;
  return db
    .update(reservations)
    .set({
      state: 'reserved',
      version: sql`version + 1`,
      redemptionId: null,
      kioskId: null,
      claimedAt: null,
      leaseUntil: null,
    })
    .where(sql`id IN (${ids})`);
}

const matches = (search: string): SQL => sql`instr(
  lower(${kiosks.label} || ' ' || coalesce(${kiosks.chain}, '') || ' ' || coalesce(${kiosks.store}, '')),
  lower(${search})) + instr(${kiosks.thumbprint}, ${search}) > 0`;
