import { and, eq, isNull, lt, lte, sql } from 'drizzle-orm';
import { seenTokens } from '#schema/tables/index.ts';
import type { Seen, SeenKey, SeenStore, TakenToken } from '../ports/index.ts';
import { orReplayed, spend, type Database } from './database.ts';

/** A request that took longer than this was lost on its way: the next one with the same body takes its place. */
const LOST_AFTER = 60;

const of = ({ kind, id }: SeenKey) => and(eq(seenTokens.kind, kind), eq(seenTokens.id, id));

/** Holds only for the request that took the token last, and only until it is answered. */
export const stillInHand = (taken: TakenToken) =>
  and(of(taken), eq(seenTokens.takenAt, taken.takenAt), isNull(seenTokens.outcome));

/** Single-use tokens in D1. */
export function seenStore(db: Database): SeenStore {
  return {
    async spend({ id, digest, expiresAt, takenAt }, limit, proof) {
      const token = { kind: 'session', id } as const;
      const again = and(eq(seenTokens.digest, digest), lt(seenTokens.uses, limit));
      const take = db
        .insert(seenTokens)
        .values({ ...token, digest, expiresAt, takenAt, uses: 1 })
        .onConflictDoUpdate({
          target: [seenTokens.kind, seenTokens.id],
          set: { uses: sql`${seenTokens.uses} + 1` },
          ...(again ? { setWhere: again } : {}),
        })
        .returning({ id: seenTokens.id });
      const known = db.select({ digest: seenTokens.digest }).from(seenTokens).where(of(token));
      const done = await orReplayed(db.batch([spend(db, proof), take, known]));
      if (done === 'replayed') return 'replayed';
      if (done[1].length === 1) return 'taken';
      return done[2][0]?.digest === digest ? 'used-up' : 'other-body';
    },
    async begin({ kind, id, takenAt, digest, expiresAt }, proof): Promise<Seen> {
      const lost = and(
        eq(seenTokens.digest, digest),
        isNull(seenTokens.outcome),
        lte(seenTokens.takenAt, takenAt - LOST_AFTER),
      );
      const take = db
        .insert(seenTokens)
        .values({ kind, id, takenAt, digest, expiresAt })
        .onConflictDoUpdate({
          target: [seenTokens.kind, seenTokens.id],
          set: { takenAt },
          ...(lost ? { setWhere: lost } : {}),
        })
        .returning({ id: seenTokens.id });
      const done = await orReplayed(db.batch([spend(db, proof), take]));
      if (done === 'replayed') return { state: 'replayed' };
      if (done[1].length === 1) return { state: 'fresh' };
      return known(await db.query.seenTokens.findFirst({ where: of({ kind, id }) }), digest);
    },
    async finish({ outcome, ...taken }) {
      await db.update(seenTokens).set({ outcome }).where(stillInHand(taken));
    },
    async forget(taken) {
      await db.delete(seenTokens).where(stillInHand(taken));
    },
  };
}

function known(row: { digest: string | null; outcome: string | null } | undefined, digest: string): Seen {
  // Given up between the two statements: as good as in work, for asking again will find it free.
  if (!row) return { state: 'working' };
  if (row.digest !== digest) return { state: 'other-body' };
  return row.outcome === null ? { state: 'working' } : { state: 'answered', outcome: row.outcome };
}
