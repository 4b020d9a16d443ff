import { and, asc, desc, eq, getTableColumns, gt, sql, type SQL } from 'drizzle-orm';
import { auditEvents, auditHeads } from '#schema/tables/index.ts';
import { commitmentTo, GENESIS, macText, type WrittenEvent } from '#schema/contract/audit-chain.ts';
import { digest } from '#schema/contract/bytes.ts';
import type { AuditEvent } from '../domain/audit.ts';
import type { AuditMac, AuditStore } from '../ports/index.ts';
import { insertIf, previousChangedOne, type Database } from './database.ts';

/** Makes of an event what is stored: a commitment in place of the card, and the Worker's own code over it all. */
export type WriteEvent = (event: AuditEvent) => Promise<WrittenEvent>;

export const eventWriter =
  (mac: AuditMac): WriteEvent =>
  async ({ card, detail, ...event }) => {
    const commitment = card && (await commitmentOf(card));
    const written = { ...event, commitment, detail: JSON.stringify(detail) };
    return { ...written, mac: await mac.of(macText(written)) };
  };

const commitmentOf = async (card: NonNullable<AuditEvent['card']>) =>
  'commitment' in card ? card.commitment : commitmentTo(card.certId, card.salt, digest);

/** Of these reservations, what is sealed already: by its index. */
export const sealedOf = (ids: SQL): SQL => sql`reservation_id IN ${ids} AND hash IS NOT NULL`;

/** Behind the last head: what is not sealed, the events of some minutes. */
export const unsealed: SQL = sql`seq > coalesce((SELECT max(seq) FROM ${auditHeads}), 0)`;

/** Of these reservations, what is not sealed yet. */
export const unsealedOf = (ids: SQL): SQL => sql`${unsealed} AND reservation_id IN ${ids}`;

const { foreign: _, hash: __, ...WRITTEN } = getTableColumns(auditEvents);
const { kinds: ___, ...HEAD } = getTableColumns(auditHeads);

/** How many events of each kind, as JSON. */
export const kindsOf = (events: readonly { kind: string }[]): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(Object.groupBy(events, ({ kind }) => kind)).map(([kind, all]) => [kind, all!.length]),
    ),
  );

/** Audit events and heads in D1. Events are appended by the stores that change things (`audit` in database.ts). */
export function auditStore(db: Database): AuditStore {
  const newestFirst = () => db.select(HEAD).from(auditHeads).orderBy(desc(auditHeads.seq));
  return {
    lastHead: async () => (await newestFirst().limit(1))[0] ?? null,
    heads: (limit) => newestFirst().limit(limit),
    oldest: () => oldest(db),
    async shed(seq, limit) {
      const some = sql`SELECT seq FROM ${auditEvents} WHERE seq <= ${seq} ORDER BY seq LIMIT ${limit}`;
      return (await db.delete(auditEvents).where(sql`seq IN (${some})`)).meta.changes;
    },
    eventsAfter: (seq, limit) =>
      db
        .select(WRITTEN)
        .from(auditEvents)
        .where(gt(auditEvents.seq, seq))
        .orderBy(asc(auditEvents.seq))
        .limit(limit),
    async seal({ from, head, events }, hashes) {
      const untouched = sql`coalesce((SELECT max(seq) FROM ${auditHeads}), 0) = ${from.seq}`;
      const marks = JSON.stringify(
        events.map(({ seq, foreign }, index) => ({ seq, foreign, hash: hashes[index] })),
      );
      const [added] = await db.batch([
        insertIf(db, auditHeads, { ...head, kinds: kindsOf(events) }, untouched).returning({
          seq: auditHeads.seq,
        }),
        // One statement for all of them: a batch may not have a thousand.
        db
          .update(auditEvents)
          .set({ hash: sql`mark.value ->> 'hash'`, foreign: sql`mark.value ->> 'foreign'` })
          .from(sql`json_each(${marks}) AS mark`)
          .where(and(eq(auditEvents.seq, sql`mark.value ->> 'seq'`), previousChangedOne)),
      ]);
      return added.length === 1;
    },
  };
}

async function oldest(db: Database): ReturnType<AuditStore['oldest']> {
  const first = sql`(SELECT min(seq) FROM ${auditEvents})`;
  const [heads, before] = await db.batch([
    db
      .select(HEAD)
      .from(auditHeads)
      .where(sql`seq >= ${first}`)
      .orderBy(asc(auditHeads.seq))
      .limit(1),
    db
      .select(HEAD)
      .from(auditHeads)
      .where(sql`seq < ${first}`)
      .orderBy(desc(auditHeads.seq))
      .limit(1),
  ]);
  return heads[0] ? { from: before[0] ?? { seq: 0, chainHash: GENESIS }, head: heads[0] } : null;
}
