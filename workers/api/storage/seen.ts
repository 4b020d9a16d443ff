import { and, eq } from 'drizzle-orm';
import { seenTokens } from '#schema/tables/index.ts';
import type { Seen, SeenKey, SeenStore } from '../ports/index.ts';
import { isReplay, spend, type Database } from './database.ts';

const of = ({ kind, id }: SeenKey) => and(eq(seenTokens.kind, kind), eq(seenTokens.id, id));

/** Single-use tokens in D1. */
export function seenStore(db: Database): SeenStore {
  return {
    async begin({ kind, id, digest, expiresAt }, proof): Promise<Seen> {
      const take = db
        .insert(seenTokens)
        .values({ kind, id, digest, expiresAt })
        .onConflictDoNothing()
        .returning({ id: seenTokens.id });
      try {
        const [, taken] = await db.batch([spend(db, proof), take]);
        if (taken.length === 1) return { state: 'fresh' };
      } catch (error) {
        if (isReplay(error)) return { state: 'replayed' };
        throw error;
      }
      return known(await db.query.seenTokens.findFirst({ where: of({ kind, id }) }), digest);
    },
    async finish({ outcome, ...key }) {
      await db.update(seenTokens).set({ outcome }).where(of(key));
    },
    async forget(key) {
      await db.delete(seenTokens).where(of(key));
    },
  };
}

function known(row: { digest: string | null; outcome: string | null } | undefined, digest: string): Seen {
  if (row?.digest !== digest) return { state: 'other-body' };
  return row.outcome === null ? { state: 'working' } : { state: 'answered', outcome: row.outcome };
}
