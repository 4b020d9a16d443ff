import { beforeAll, describe, expect, it } from 'vitest';
import type { AuditEvent } from '../domain/audit.ts';
import { firstChallenge } from '../domain/challenge-policy.ts';
import { claim, supersede, type Reservation } from '../domain/reservation.ts';
import { createStores, type Stores } from '../storage/index.ts';
import { IN_ORDER } from './actors.ts';
import { database } from './world.ts';

// D1 has one thread: a statement that reads a whole table holds everybody up once the table is large. So every
// statement of every store is asked here how it would be carried out.

const NOW = 1_800_000_000;

interface Asked {
  sql: string;
  values: unknown[];
}

/** The database, and every statement that it was given. */
function recording(d1: D1Database): { d1: D1Database; asked: Asked[] } {
  const asked: Asked[] = [];
  const prepare = (sql: string) => {
    const statement = d1.prepare(sql);
    const one: Asked = { sql, values: [] };
    asked.push(one);
    const bind = (...values: unknown[]) => {
      one.values = values;
      return statement.bind(...values);
    };
    return Object.assign(Object.create(statement) as D1PreparedStatement, { bind });
  };
  return { d1: { prepare, batch: (all: D1PreparedStatement[]) => d1.batch(all) } as D1Database, asked };
}

type Verb = (...args: unknown[]) => unknown;

/** Stores that note which of their verbs were used. */
function noting(stores: Stores, used: Set<string>): Stores {
  const noted = Object.entries(stores).map(([store, verbs]) => {
    const pairs = Object.entries(verbs as unknown as Record<string, Verb>);
    const wrapped = pairs.map(([verb, run]) => [
      verb,
      (...args: unknown[]) => {
        used.add(`${store}.${verb}`);
        return run(...args);
      },
    ]);
    return [store, Object.fromEntries(wrapped)];
  });
  return Object.fromEntries(noted) as Stores;
}

const proof = () => ({ jkt: 'jkt', jti: crypto.randomUUID(), expiresAt: NOW + 300 });
const reservation: Reservation = {
  id: 'r',
  certId: 'cert',
  chipId: 'chip',
  salt: 'salt',
  ticket: 'ticket',
  ticketHash: 'hash',
  state: 'reserved',
  version: 1,
  createdAt: NOW,
  expiresAt: NOW + 86_400,
  lease: null,
  authorisedAt: null,
  endedAt: null,
  support: 'ACDEFHJK',
};
const event: AuditEvent = {
  at: NOW,
  kind: 'reservation-reserved',
  reservationId: 'r',
  card: { certId: 'cert', salt: 'salt' },
  kioskId: null,
  detail: {},
};
const redemption = {
  openedAt: NOW,
  id: 'v',
  reservationId: 'r',
  certId: 'cert',
  kioskId: 'k',
  claimDigest: 'd',
  kioskKeyHash: 'h',
  claimedAt: NOW,
  support: 'ACDEFHJK',
};

const everything = {
  thumbprint: 't',
  visit: { openedAt: NOW, id: 'v' },
  reservationId: 'r',
  certId: 'cert',
  ticketHash: 'hash',
};

const place = { label: 'k', chain: null, store: null, prefecture: null };
const act: AuditEvent = { ...event, kind: 'kiosk-revoked', reservationId: null, card: null, kioskId: 'k' };

/** What operators do to kiosks and the calendar. */
async function operateAll({ fleet, closures }: Stores): Promise<void> {
  await fleet.addCodes([{ ...place, hash: 'h', expiresAt: NOW }], act);
  await fleet.label([{ ...place, id: 'k' }], [act]);
  await fleet.hours({ opensAt: 1, closesAt: 2 }, [act]);
  await fleet.hours(null, [act]);
  const span = {
    id: 'm',
    from: NOW,
    until: NOW + 60,
    scope: 'both',
    cuts: false,
    reason: 'maintenance',
  } as const;
  await closures.plan({ ...span, note: null }, act, true);
  await closures.planned(NOW);
  await closures.end(['m'], [act]);
}

/**
 * Asked by an operator a few times an hour, these count and search what there is: they may read all kiosks, all counts of tries,
 * and the entries of an index of what is open, and sort what they found.
 */
async function countAll({ closures, overview }: Stores): Promise<void> {
  await closures.liveByEnd(NOW);
  await overview.status(NOW, NOW - 3_000);
  await overview.day(NOW, NOW - 86_400, NOW - 3_000);
  await overview.trail(0, 100);
}
async function searchAll({ fleet }: Stores): Promise<void> {
  await fleet.beginning(['t'], NOW);
  await fleet.move({ kind: 'kiosk-revoked', from: ['active'], to: 'revoked' }, [act], [], NOW);
  await fleet.list({ search: 'k', state: 'active', after: 'a' }, 100);
}
const COUNTED =
  /TEMP B-TREE(?!.* <- select "chain", "state")|^SCAN (kiosks|throttles) |^SCAN reservations USING INDEX reservations_open_until/;
/** What a statement counts again that it has found: silent kiosks, and some live reservations. */
const FOUND = /^SCAN (silent|held|\(subquery-\d+\)) <- /;
const SEARCHED = /TEMP B-TREE|^SCAN kiosks /;

/** Uses every verb of STEP 1. */
async function tryFaces({ faceTries }: Stores): Promise<void> {
  const taken = { kind: 'liveness', id: 'c', takenAt: NOW, expiresAt: NOW + 120 } as const;
  const answer = { ...taken, outcome: '{}' };
  const [none, one, two] = [0, 1, 2].map((failures) => ({ failures, blockedUntil: 0 }));
  const charge = { id: 'charge', certId: 'cert', salt: 'salt', from: none!, next: one! };
  const attempt = { challenge: { ...taken, digest: 'd' }, answerable: true, charge };
  const session = { id: 's', digest: 'd', expiresAt: NOW + 600, takenAt: NOW };
  const first = firstChallenge({ id: 'c', steps: ['left'] }, NOW);
  await faceTries.standing('cert');
  await faceTries.present({ session, limit: 3, certId: 'cert', first }, proof());
  await faceTries.open('cert', first, null, null);
  await faceTries.open('cert', first, first, proof());
  await faceTries.begin(attempt, proof());
  await faceTries.begin({ ...attempt, charge: { ...charge, from: one!, next: two! } }, null);
  await faceTries.make({ reservation, event, superseded: null, runOut: true, answer, charge });
  const superseded = supersede(reservation, NOW);
  const next = { ...reservation, id: 's', ticketHash: 'other' };
  if (superseded.ok)
    await faceTries.make({
      reservation: next,
      event,
      superseded: superseded.value,
      runOut: false,
      answer,
      charge,
    });
  await faceTries.decided(answer, 'cert');
  await faceTries.unusable(answer, charge, 'next');
  await faceTries.undo(taken, charge);
}

/** Uses every verb of every store. */
async function useAll(stores: Stores): Promise<void> {
  const { reservations, visits, seen, kiosks, maintenance, audit, retention } = stores;
  const taken = { kind: 'liveness', id: 'c', takenAt: NOW, expiresAt: NOW + 120 } as const;
  await tryFaces(stores);
  const claimed = claim(reservation, 'v', 'k', NOW);
  if (claimed.ok) {
    await reservations.commit(claimed.value, proof());
    const ground = { kiosk: 'active', closures: 'uncut' } as const;
    const writing = { move: claimed.value, ground, proof: proof(), redemption };
    await visits.write(writing, everything, NOW);
    const left = { ticketHash: 'hash', chipId: 'chip', state: 'claimed' } as const;
    await visits.write({ ...writing, ground: { kiosk: 'known', row: left }, proof: null }, everything, NOW);
    await visits.write({ ...writing, ground: { kiosk: 'known', closures: 'open' } }, everything, NOW);
  }
  await visits.completeWithoutRow({ ...event, kind: 'completion-without-row' }, proof());
  await reservations.byId('r');
  await visits.facts(everything, NOW);
  await visits.facts({ thumbprint: 't' }, NOW);
  const question = { ...taken, kind: 'signature-certificate', digest: '' } as const;
  await visits.takeQuestion(question, { visit: redemption, thumbprint: 't' }, proof(), NOW);
  await seen.finish({ ...taken, outcome: '{}' });
  await seen.forget(taken);
  await kiosks.byThumbprint('t');
  await kiosks.enrol({ codeHash: 'c', id: 'k', thumbprint: 't' }, NOW, proof());
  await visits.heard('t', IN_ORDER, NOW);
  await maintenance.upcoming(NOW);
  await operateAll(stores);
  await stores.stepCounts.add([{ hour: NOW, step: 'claim', outcome: 'ok', under: 50, count: 1 }]);
  await stores.stepCounts.since(NOW);
  await stores.alarms.told();
  await stores.alarms.note('claim-slow', 'crossed', NOW);
  await stores.alarms.note('claim-slow', 'well', NOW);
  await stores.overview.visit('ACDEFHJK');
  await stores.overview.visit(crypto.randomUUID());
  await audit.lastHead();
  await audit.heads(200);
  await audit.eventsAfter(0, 5_000);
  await audit.oldest();
  await audit.shed(1, 100);
  const head = { seq: 1, sealedAt: NOW, chainHash: 'c', merkleRoot: 'm', signature: 's' };
  await audit.seal({ from: { seq: 0, chainHash: '' }, head, events: [] }, []);
  const ordered = [
    'redemptions',
    'auditEvents',
    'spentProofs',
    'seenTokens',
    'enrolmentCodes',
    'stepCounts',
  ] as const;
  for (const kind of ordered) await retention.purge(kind, NOW, 1_000);
  await retention.sweep('reservations', 0, NOW, 1_000);
  for (const kind of ['throttles', 'livenessChallenges'] as const)
    await retention.sweep(kind, '', NOW, 1_000);
}

/** In each question, or a plan made before an index went would be told again. */
let plans = 0;

/** Steps of a plan that read all of a table, or sort what they read. */
async function slowStepsOf({ sql, values }: Asked): Promise<string[]> {
  const plan = await database
    .prepare(`EXPLAIN QUERY PLAN -- ${plans++}\n${sql}`)
    .bind(...values)
    .all<{ detail: string }>();
  // With a limit and no condition it stops where it has to; a wrong order would show as a sort.
  const stops = sql.endsWith(' limit ?') && !/ where /i.test(sql);
  return plan.results
    .map(({ detail }) => detail)
    .map((step) => `${step} <- ${sql.slice(0, 200)}`)
    .filter((step) => /TEMP B-TREE|AUTOMATIC/.test(step) || (readsAll(step) && !stops));
}

/** Arguments of statements are read whole: `mark` of those that seal, and that add counts; `charge`, the list in a row of the
 * throttles; `one`, a row of nothing; `each`, what operators do to many. */
const readsAll = (step: string) => /^SCAN (?!mark\b|each\b|charge\b|one\b|CONSTANT ROW)/.test(step);

const MAC = { of: async () => 'mac', isOurs: async () => true };

describe('no statement', () => {
  const [{ d1, asked }, counted, searched] = [recording(database), recording(database), recording(database)];
  const used = new Set<string>();
  const stores = createStores(d1, MAC);
  const noted = (asked: { d1: D1Database }) => noting(createStores(asked.d1, MAC), used);
  beforeAll(async () => {
    await useAll(noting(stores, used));
    await countAll(noted(counted));
    await searchAll(noted(searched));
  });
  const stepsBut = async (all: readonly Asked[], may: RegExp) =>
    (await Promise.all(all.map(slowStepsOf))).flat().filter((step) => !may.test(step));
  const slowSteps = async (): Promise<string[]> => [
    ...(await stepsBut(asked, /^$/)),
    ...(await stepsBut(counted.asked, COUNTED)).filter((step) => !FOUND.test(step)),
    ...(await stepsBut(searched.asked, SEARCHED)),
  ];

  it('is left out here', () => {
    const verbs = Object.entries(stores).flatMap(([store, all]) =>
      Object.keys(all).map((verb) => `${store}.${verb}`),
    );
    expect([...used].sort()).toEqual(verbs.sort());
  });

  it('reads a whole table, or sorts', async () => {
    expect(await slowSteps()).toEqual([]);
    expect(asked.length).toBeGreaterThan(40);
  });

  it('would pass this test without its index', async () => {
    const { results } = await database
      .prepare("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
      .all<{ name: string; sql: string }>();
    const spared: string[] = [];
    for (const { name, sql } of results) {
      await database.exec(`DROP INDEX ${name}`);
      if ((await slowSteps()).length === 0) spared.push(name);
      await database.exec(sql);
    }
    // A rule, not a road.
    expect(spared).toEqual(['reservations_one_open']);
  });
});
