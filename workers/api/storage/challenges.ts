import { and, eq, sql } from 'drizzle-orm';
import type { PoseStep } from '#schema/contract/face.ts';
import { livenessChallenges, seenTokens } from '#schema/tables/index.ts';
import { QUALITY_WINDOW, type HeldChallenge } from '../domain/challenge-policy.ts';
import type { ChallengeStore, Proof, SeenAnswer, Written } from '../ports/index.ts';
import { insertIf, orReplayed, previousChangedOne, spendWithChange, type Database } from './database.ts';
import { stillInHand } from './seen.ts';

const ofCard = (certId: string) => eq(livenessChallenges.certId, certId);

/** The one sequence of head movements of each card, in D1. */
export function challengeStore(db: Database): ChallengeStore {
  return {
    async of(certId) {
      const row = await db.query.livenessChallenges.findFirst({ where: ofCard(certId) });
      if (!row) return null;
      const { certId: _, steps, ...held } = row;
      return { ...held, steps: JSON.parse(steps) as PoseStep[] };
    },
    open: (certId, next, from, proof) => open(db, certId, next, from, proof),
    async decided(answer, certId) {
      const { id, takenAt } = answer;
      const ended = db
        .update(livenessChallenges)
        .set({ answeredAt: takenAt })
        .where(and(ofCard(certId), eq(livenessChallenges.id, id), previousChangedOne));
      await db.batch([finish(db, answer), ended]);
    },
    async unusable(answer, certId, nextId) {
      await db.batch([finish(db, answer), countRefusal(db, answer, certId, nextId)]);
    },
  };
}

async function open(
  db: Database,
  certId: string,
  next: HeldChallenge,
  from: HeldChallenge | null,
  proof: Proof | null,
): Promise<Written> {
  const row = { ...next, certId, steps: JSON.stringify(next.steps) };
  const nothing = sql`NOT EXISTS (SELECT 1 FROM ${livenessChallenges} WHERE ${ofCard(certId)})`;
  const opened = from
    ? db
        .update(livenessChallenges)
        .set(row)
        .where(and(ofCard(certId), eq(livenessChallenges.id, from.id)))
        .returning({ id: livenessChallenges.id })
    : insertIf(db, livenessChallenges, row, nothing).returning({ id: livenessChallenges.id });
  const batch = proof ? db.batch([opened, spendWithChange(db, proof)]) : db.batch([opened]);
  const done = await orReplayed<readonly [{ id: string }[], ...unknown[]]>(batch);
  if (done === 'replayed') return done;
  return done[0].length === 1 ? 'done' : 'conflict';
}

const finish = (db: Database, answer: SeenAnswer) =>
  db.update(seenTokens).set({ outcome: answer.outcome }).where(stillInHand(answer));

/** The same steps go on under another id: whoever else holds the old one cannot have it decided beside this. */
function countRefusal(db: Database, { id, takenAt }: SeenAnswer, certId: string, nextId: string) {
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
