import { and, sql } from 'drizzle-orm';
import {
  livenessChallenges,
  maintenanceWindows,
  reservations,
  seenTokens,
  throttles,
} from '#schema/tables/index.ts';
import type { FaceTry, FaceTryStore, Proof, Read, Reading, Standing, TryFacts } from '../ports/index.ts';
import type { WriteEvent } from './audit.ts';
import { countRefusal, decide, heldOf, noSequenceOf, ofCard, openSequence } from './challenges.ts';
import { insertIf, orReplayed, previousChangedOne, spend, type Database } from './database.ts';
import { allOf, facts, oneOf, one, all } from './facts.ts';
import { makeOrUndo } from './making.ts';
import { closesPhonesAt, closureOf, notOver } from './closures.ts';
import { answeredBy, fromRow, leasedAt, openOf } from './reservations.ts';
import { finish, free, knownOf, ofToken, takeReading, takeIf } from './seen.ts';
import { charged, countedOf, givenBack, noTriesOf, standsAt, triesOf } from './throttles.ts';

/** STEP 1 in D1: the facts and the writes of a call in one batch. */
export function faceTryStore(db: Database, write: WriteEvent): FaceTryStore {
  return {
    async standing(certId) {
      const [row] = await facts(db, standingOf(certId));
      return toStanding(row!);
    },
    present: (reading, proof) => present(db, reading, proof),
    open: (certId, next, from, proof) => openSequence(db, certId, next, from, proof),
    begin: (attempt, proof) => begin(db, write, attempt, proof),
    async undo(taken, charge) {
      await db.batch([...(await givenBack(db, write, charge, taken.takenAt)), free(db, taken)]);
    },
    async unusable(answer, charge, nextId) {
      const counted = countRefusal(db, answer, charge.certId, nextId);
      await db.batch([finish(db, answer), counted, ...(await givenBack(db, write, charge, answer.takenAt))]);
    },
    async decided(answer, certId) {
      await db.batch([finish(db, answer), decide(db, answer, certId)]);
    },
    make: (made) => makeOrUndo(db, write, made),
  };
}

const standingOf = (certId: string) => ({
  counted: one(throttles, triesOf(certId)),
  held: one(livenessChallenges, ofCard(certId)),
});

const toStanding = ({ counted, held }: { counted: string | null; held: string | null }): Standing => ({
  counted: countedOf(oneOf(throttles, counted)),
  held: heldOf(oneOf(livenessChallenges, held)),
});

async function present(db: Database, reading: Reading, proof: Proof): Promise<Read> {
  const { session, limit, certId, first } = reading;
  const sequence = { ...first, certId, steps: JSON.stringify(first.steps) };
  const done = await orReplayed(
    db.batch([
      spend(db, proof),
      takeReading(db, session, limit),
      insertIf(
        db,
        livenessChallenges,
        sequence,
        sql`${previousChangedOne} AND ${noSequenceOf(certId)} AND ${noTriesOf(certId)}`,
      ),
      facts(db, {
        known: one(seenTokens, ofToken({ kind: 'session', ...session })),
        ...standingOf(certId),
      }),
    ]),
  );
  if (done === 'replayed') return { spent: 'replayed' };
  const [, taken, , [row]] = done;
  if (taken.length === 1) return { spent: 'taken', ...toStanding(row!) };
  const { digest } = oneOf(seenTokens, row!.known)!;
  return { spent: digest === session.digest ? 'used-up' : 'other-body' };
}

async function begin(
  db: Database,
  write: WriteEvent,
  { challenge, answerable, charge }: FaceTry,
  proof: Proof | null,
): Promise<({ begun: boolean } & TryFacts) | 'replayed'> {
  const { takenAt: now } = challenge;
  const { certId } = charge;
  const free = sql`NOT EXISTS (SELECT 1 FROM ${maintenanceWindows} WHERE ${closesPhonesAt(now)})
    AND NOT EXISTS (SELECT 1 FROM ${reservations} WHERE ${and(openOf(certId), leasedAt(now))})`;
  const may = sql`${answerable ? 1 : 0} AND ${free} AND ${standsAt(charge)}`;
  const [counted, event] = await charged(db, write, charge, now);
  const batch = db.batch([
    takeIf(db, challenge, may),
    counted,
    event,
    ...(proof ? [spend(db, proof)] : []),
    facts(db, {
      known: one(seenTokens, ofToken(challenge)),
      counted: one(throttles, triesOf(certId)),
      open: one(reservations, openOf(certId)),
      answered: one(reservations, answeredBy(challenge)),
      maintenance: all(maintenanceWindows, notOver(now)),
    }),
  ]);
  const done = await orReplayed<readonly [unknown, unknown[], ...unknown[]]>(batch);
  if (done === 'replayed') return done;
  const [row] = done.at(-1) as [Row];
  return {
    begun: done[1].length === 1,
    known: knownOf(oneOf(seenTokens, row.known), challenge),
    counted: countedOf(oneOf(throttles, row.counted)),
    open: fromRow(oneOf(reservations, row.open)),
    answered: fromRow(oneOf(reservations, row.answered)),
    maintenance: allOf(maintenanceWindows, row.maintenance).map(closureOf),
  };
}

type Row = Record<'known' | 'counted' | 'open' | 'answered' | 'maintenance', string | null>;
