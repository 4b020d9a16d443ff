import { eq } from 'drizzle-orm';
import { redemptions } from '#schema/tables/index.ts';
import type { RedemptionStore } from '../ports/index.ts';
import type { Database } from './database.ts';

/** Redemptions in D1, read only: they are written with the reservation they claim. */
export function redemptionStore(db: Database): RedemptionStore {
  return {
    byId: async (id) => (await db.query.redemptions.findFirst({ where: eq(redemptions.id, id) })) ?? null,
  };
}
