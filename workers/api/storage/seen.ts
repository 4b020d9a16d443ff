import { and, eq, isNull, lt, lte, sql, type SQL } from 'drizzle-orm';
import { seenTokens } from '#schema/tables/index.ts';
import type { Known, Reading, SeenAnswer, SeenKey, SeenStore, TakenToken } from '../ports/index.ts';
import { insertIf, type Database } from './database.ts';

/** A request that took longer than this was lost on its way: the next one with the same body takes its place. */
const LOST_AFTER = 60;

export const ofToken = ({ kind, id, expiresAt }: SeenKey) =>
  and(eq(seenTokens.expiresAt, expiresAt), eq(seenTokens.kind, kind), eq(seenTokens.id, id))!;

const KEY = [seenTokens.expiresAt, seenTokens.kind, seenTokens.id];

/** Holds only for the request that took the token last, and only until it is answered. */
export const stillInHand = (taken: TakenToken) =>
  and(ofToken(taken), eq(seenTokens.takenAt, taken.takenAt), isNull(seenTokens.outcome))!;

/** A token that a request takes for its body. */
type Taking = TakenToken & { digest: string };

/** Single-use tokens in D1. */
export function seenStore(db: Database): SeenStore {
  return {
    async finish(answer) {
      await finish(db, answer);
    },
    async forget(taken) {
      await free(db, taken);
    },
  };
}

/** Takes the token where `condition` holds, and from a request with the same body that was lost on its way. */
export function takeIf(db: Database, { kind, id, takenAt, digest, expiresAt }: Taking, condition: SQL) {
  const row = { kind, id, takenAt, digest, expiresAt };
  const lost = and(
    eq(seenTokens.digest, digest),
    isNull(seenTokens.outcome),
    lte(seenTokens.takenAt, takenAt - LOST_AFTER),
  )!;
  return insertIf(db, seenTokens, row, condition)
    .onConflictDoUpdate({ target: KEY, set: { takenAt }, setWhere: lost })
    .returning({ id: seenTokens.id });
}

/** Takes a session's reading: the first, and the same again until it was taken `limit` times. */
export function takeReading(db: Database, session: Reading['session'], limit: number) {
  return db
    .insert(seenTokens)
    .values({ kind: 'session', uses: 1, ...session })
    .onConflictDoUpdate({
      target: KEY,
      set: { uses: sql`${seenTokens.uses} + 1` },
      setWhere: and(eq(seenTokens.digest, session.digest), lt(seenTokens.uses, limit))!,
    })
    .returning({ id: seenTokens.id });
}

/** Keeps what became of a token, for who asks again. */
export const finish = (db: Database, answer: SeenAnswer, condition?: SQL) =>
  db
    .update(seenTokens)
    .set({ outcome: answer.outcome })
    .where(and(stillInHand(answer), condition));

/** Forgets a token that this request did not answer. */
export const free = (db: Database, taken: TakenToken) => db.delete(seenTokens).where(stillInHand(taken));

/** What a request that could not take a token, or did not try, finds. */
export function knownOf(row: typeof seenTokens.$inferSelect | null, { digest, takenAt }: Taking): Known {
  if (!row) return { state: 'fresh' };
  if (row.digest !== digest) return { state: 'other-body' };
  if (row.outcome !== null) return { state: 'answered', outcome: row.outcome };
  const lost = row.takenAt !== null && row.takenAt <= takenAt - LOST_AFTER;
  return lost ? { state: 'lost', takenAt: row.takenAt! } : { state: 'working' };
}
