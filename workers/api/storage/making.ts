import { and, eq, sql } from 'drizzle-orm';
import { livenessChallenges, reservations, seenTokens } from '#schema/tables/index.ts';
import type { Reservation } from '../domain/reservation.ts';
import type { Made } from '../ports/index.ts';
import type { WriteEvent } from './audit.ts';
import { ofCard } from './challenges.ts';
import { audit, insertIf, previousChangedOne, type Database } from './database.ts';
import { facts, oneOf, one } from './facts.ts';
import { closeRunOut, fromRow, openOf, rowOf, update } from './reservations.ts';
import { finish, free, stillInHand } from './seen.ts';
import { cleared, givenBack } from './throttles.ts';

/**
 * What a match writes, in one batch. Hardly ever is nothing made: then the try is undone by another one, which answers what
 * stood in the way.
 */
export async function makeOrUndo(
  db: Database,
  write: WriteEvent,
  { reservation, event, superseded, runOut, answer, charge }: Made,
): Promise<'done' | { open: Reservation | null }> {
  const { id, certId, createdAt: now } = reservation;
  const inHand = sql`EXISTS (SELECT 1 FROM ${seenTokens} WHERE ${stillInHand(answer)})`;
  const none = sql`NOT EXISTS (SELECT 1 FROM ${reservations} WHERE ${openOf(certId)}) AND ${inHand}`;
  const made = sql`EXISTS (SELECT 1 FROM ${reservations} WHERE ${eq(reservations.id, id)})`;
  const then = [
    // At most one live for each card. Said here, a second is a conflict; the index behind it would be a fault.
    insertIf(db, reservations, rowOf(reservation), none).returning({ id: reservations.id }),
    audit(db, await write(event)),
    finish(db, answer, previousChangedOne),
    cleared(db, charge),
    db.delete(livenessChallenges).where(and(ofCard(certId), made)),
  ] as const;
  const done = superseded
    ? await db.batch([update(db, superseded, inHand), audit(db, await write(superseded.event)), ...then])
    : await db.batch(runOut ? [closeRunOut(db, reservation), ...then] : then);
  if ((done.at(-then.length) as unknown[]).length === 1) return 'done';
  const undone = await db.batch([
    facts(db, { open: one(reservations, openOf(certId)) }),
    ...(await givenBack(db, write, charge, now)),
    free(db, answer),
  ]);
  return { open: fromRow(oneOf(reservations, undone[0][0]!.open)) };
}
