import * as fc from 'fast-check';
import { and } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { beforeEach, expect, it } from 'vitest';
import { maintenanceWindows, reservations } from '#schema/tables/index.ts';
import { openingAt } from '../domain/opening-hours.ts';
import { isLive, leaseAt, type Reservation } from '../domain/reservation.ts';
import { createStores } from '../storage/index.ts';
import { closesPhonesAt } from '../storage/closures.ts';
import { leasedAt, liveAt, openOf } from '../storage/reservations.ts';
import { database, emptyDatabase } from './world.ts';

const db = drizzle(database);
const stores = createStores(database, { of: async () => 'mac', isOurs: async () => true });
const NOW = 1_800_000_000;
beforeEach(emptyDatabase);

/** As the database allows: what is over has an end, what is claimed a lease, and one at most of a card no end. */
function lawful(rows: readonly Row[]): Row[] {
  const isOpen = ({ state }: Row) => state === 'reserved' || state === 'claimed';
  const open = rows.find((one) => isOpen(one) && one.endedAt === null);
  return rows.map((one) => ({
    ...one,
    leaseUntil: one.leaseUntil ?? (one.state === 'claimed' ? NOW : null),
    endedAt: one === open ? null : (one.endedAt ?? one.createdAt),
  }));
}

/** Instants close together, so that ends and nows meet. */
const instant = fc.integer({ min: NOW - 3, max: NOW + 3 });
const maybe = fc.option(instant, { nil: null });
const row = fc.record({
  state: fc.constantFrom('reserved', 'claimed', 'completed', 'cancelled', 'superseded'),
  createdAt: instant,
  expiresAt: instant,
  leaseUntil: maybe,
  authorisedAt: maybe,
  endedAt: maybe,
});
type Row = typeof row extends fc.Arbitrary<infer T> ? T : never;

async function put(rows: readonly Row[]): Promise<void> {
  await db.delete(reservations);
  for (const [index, { leaseUntil, ...kept }] of lawful(rows).entries()) {
    const held =
      leaseUntil === null ? {} : { redemptionId: 'v', kioskId: 'k', claimedAt: NOW - 9, leaseUntil };
    const id = `r${index}`;
    const known = { id, certId: 'cert', chipId: 'chip', salt: 's', ticket: 't', ticketHash: id, version: 1 };
    await db.insert(reservations).values({ ...known, ...kept, ...held } as typeof reservations.$inferInsert);
  }
}

/** The card's reservation, as a claim finds it. */
const foundOf = async (certId: string, now: number) =>
  (await stores.visits.facts({ thumbprint: 't', certId }, now)).found;

const byId = async ({ id }: { id: string }) => (await stores.reservations.byId(id))!;

it('what lives is the same in the domain and in SQL, and comes before what is only newer', async () => {
  const same = fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 4 }), instant, async (rows, now) => {
    await put(rows);
    const all = await Promise.all((await db.select().from(reservations)).map(byId));
    const living = (await db.select().from(reservations).where(liveAt(now))).map(({ id }) => id);
    expect(living).toEqual(all.filter((one) => isLive(one, now)).map(({ id }) => id));
    expect(await foundOf('cert', now)).toEqual(foremost(all, now));
    const held = await db
      .select()
      .from(reservations)
      .where(and(openOf('cert'), leasedAt(now)));
    expect(held.map(({ id }) => id)).toEqual(all.filter((one) => leaseAt(one, now)).map(({ id }) => id));
  });
  await fc.assert(same, { numRuns: 150, seed: 20_261_130 });
}, 60_000);

/** Live ones last, then by time, then by when they were stored. */
const foremost = (all: Reservation[], now: number) =>
  all.toSorted((a, b) => Number(isLive(a, now)) - Number(isLive(b, now)) || a.createdAt - b.createdAt).at(-1);

it('a reservation made by a clock that is a second ahead hides no live one', async () => {
  const kept = { expiresAt: NOW + 9_000, leaseUntil: null, authorisedAt: null, endedAt: null };
  await put([
    { ...kept, state: 'reserved', createdAt: NOW },
    { ...kept, state: 'cancelled', createdAt: NOW + 1 },
  ]);
  expect((await foundOf('cert', NOW + 5))?.id).toBe('r0');
});

const closure = fc.record({
  fromAt: instant,
  untilAt: instant,
  scope: fc.constantFrom('phone' as const, 'kiosk' as const, 'both' as const),
});

it('what keeps phones out is the same in the domain and in SQL', async () => {
  const hours = { kioskOpensAt: 0, kioskClosesAt: 1_440, closedDays: [] };
  const same = fc.asyncProperty(fc.array(closure, { maxLength: 3 }), instant, async (closures, now) => {
    await db.delete(maintenanceWindows);
    const planned = closures.filter(({ fromAt, untilAt }) => fromAt < untilAt);
    for (const [index, one] of planned.entries())
      await db.insert(maintenanceWindows).values({ id: `m${index}`, ...one });
    const out = await db.select().from(maintenanceWindows).where(closesPhonesAt(now));
    const rules = { ...hours, maintenance: await stores.maintenance.upcoming(now) };
    expect(out.length === 0).toBe(openingAt('phone', now, rules).open);
  });
  await fc.assert(same, { numRuns: 150, seed: 20_261_130 });
}, 60_000);
