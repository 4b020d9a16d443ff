import { and, eq, sql } from 'drizzle-orm';
import type { PoseStep } from '#schema/contract/face.ts';
import { livenessChallenges } from '#schema/tables/index.ts';
import { QUALITY_WINDOW, type HeldChallenge } from '../domain/challenge-policy.ts';
import type { Proof, SeenAnswer, Written } from '../ports/index.ts';
import { insertIf, orReplayed, previousChangedOne, spendWithChange, type Database } from './database.ts';

// The one sequence of head movements of each card, in D1.

export const ofCard = (certId: string) => eq(livenessChallenges.certId, certId);

export const noSequenceOf = (certId: string) =>
  sql`NOT EXISTS (SELECT 1 FROM ${livenessChallenges} WHERE ${ofCard(certId)})`;

export function heldOf(row: typeof livenessChallenges.$inferSelect | null): HeldChallenge | null {
  if (!row) return null;
  const { certId: _, steps, ...held } = row;
  return { ...held, steps: JSON.parse(steps) as PoseStep[] };
}

/** Stores `next` if the card's sequence is still `from`. */
export async function openSequence(
  db: Database,
  certId: string,
  next: HeldChallenge,
  from: HeldChallenge | null,
  proof: Proof | null,
): Promise<Written> {
  const row = { ...next, certId, steps: JSON.stringify(next.steps) };
  const opened = from
    ? db
        .update(livenessChallenges)
        .set(row)
        .where(and(ofCard(certId), eq(livenessChallenges.id, from.id)))
        .returning({ id: livenessChallenges.id })
    : insertIf(db, livenessChallenges, row, noSequenceOf(certId)).returning({ id: livenessChallenges.id });
  const batch = proof ? db.batch([opened, spendWithChange(db, proof)]) : db.batch([opened]);
  const done = await orReplayed<readonly [{ id: string }[], ...unknown[]]>(batch);
  if (done === 'replayed') return done;
  return done[0].length === 1 ? 'done' : 'conflict';
}

/** Ends the sequence, after a statement that stored its answer. */
export const decide = (db: Database, { id, takenAt }: SeenAnswer, certId: string) =>
  db
    .update(livenessChallenges)
    .set({ answeredAt: takenAt })
    .where(and(ofCard(certId), eq(livenessChallenges.id, id), previousChangedOne));

/** The same steps go on under another id: whoever else holds the old one cannot have it decided beside this. */
export function countRefusal(db: Database, { id, takenAt }: SeenAnswer, certId: string, nextId: string) {
  const { refusals, refusalsSince } = livenessChallenges;
  const counting = sql`${refusalsSince} > ${takenAt - QUALITY_WINDOW}`;
  return db
    .update(livenessChallenges)
    .set({
      id: sql`CASE WHEN ${livenessChallenges.id} = ${id} THEN ${nextId} ELSE ${livenessChallenges.id} END`,
      refusals: sql`CASE WHEN ${counting} THEN ${refusals} + 1 ELSE 1 END`,
      refusalsSince: sql`CASE WHEN ${counting} THEN ${refusalsSince} ELSE ${takenAt} END`,
      refusedAt: takenAt,
    })
    .where(and(ofCard(certId), previousChangedOne));
}
