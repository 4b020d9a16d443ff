import { beforeEach, expect, it } from 'vitest';
import type { ServiceStatus } from '#schema/contract/operator-acts.ts';
import { THRESHOLDS } from '#schema/contract/thresholds.ts';
import { operate } from '../operator-calls.ts';
import { sealAudit } from '../services/seal-audit.ts';
import { cardAt, createWorld, emptyDatabase, rowsOf, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
});

async function read(): Promise<ServiceStatus> {
  const reply = await operate(world.ports, 'readStatus', 'a@operator.example', {});
  if (!reply.ok) throw new Error(reply.code);
  return reply.value;
}

const kiosk = (label: string, state: string, seenAgo: number, chain: string | null = null) =>
  rowsOf(
    `INSERT INTO kiosks (id, thumbprint, label, chain, state, enrolled_at, last_seen_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    label,
    label,
    label,
    chain,
    state,
    world.now - 9_000,
    world.now - seenAgo,
  );

it('a service that nobody used yet has nothing to tell', async () => {
  expect(await read()).toEqual({
    reservations: { live: 0, atKiosk: 0 },
    lastDay: {},
    kiosks: { active: 0, pending: 0, suspended: 0, silent: 0 },
    silentByChain: [],
    silent: [],
    waitingCards: 0,
    closures: [],
    thresholds: THRESHOLDS.map((name) => expect.objectContaining({ name, asked: 0, bad: 0, crossed: false })),
    unsealed: { events: 0, oldest: null },
    unexplained: { reservations: 0, kiosks: 0, events: 0 },
  });
});

it('what is live is counted, and what runs at a kiosk now', async () => {
  const machine = await world.kiosk();
  for (const index of [0, 1]) await (await world.phone()).reserve(await cardAt(index));
  await machine.claim(await cardAt(1));
  expect((await read()).reservations).toEqual({ live: 2, atKiosk: 1 });
  world.now += 301;
  expect((await read()).reservations).toEqual({ live: 2, atKiosk: 0 });
  world.now += 86_400;
  expect((await read()).reservations).toEqual({ live: 0, atKiosk: 0 });
});

it('kiosks in service that are silent are named and counted by chain, and no others', async () => {
  await kiosk('here', 'active', 2_999, 'A');
  await kiosk('silent', 'active', 3_001, 'A');
  await kiosk('lonely', 'active', 3_001);
  await kiosk('resting', 'suspended', 9_000, 'A');
  await kiosk('gone', 'revoked', 9_000, 'A');
  await kiosk('new', 'pending', 9_000, 'B');
  expect(await read()).toMatchObject({
    kiosks: { active: 3, pending: 1, suspended: 1, silent: 2 },
    silentByChain: [
      { chain: '', silent: 1, active: 1 },
      { chain: 'A', silent: 1, active: 2 },
    ],
    silent: ['lonely', 'silent'],
    unexplained: { kiosks: 3 },
  });
});

it('a chain may be called anything', async () => {
  await kiosk('well', 'active', 10, 'constructor');
  expect(await read()).toMatchObject({ kiosks: { active: 1, silent: 0 }, silentByChain: [] });
  await kiosk('silent', 'active', 3_001, '__proto__');
  expect((await read()).silentByChain).toEqual([{ chain: '__proto__', silent: 1, active: 1 }]);
});

it('what is not sealed is counted, and what the trail does not explain', async () => {
  await (await world.phone()).reserve(await cardAt(0));
  expect(await read()).toMatchObject({
    lastDay: { 'reservation-reserved': 1 },
    unexplained: { reservations: 0, events: 0 },
  });
  expect((await read()).unsealed).toMatchObject({ oldest: world.now });
  await rowsOf('UPDATE reservations SET version = 7');
  await rowsOf(
    `INSERT INTO audit_events (at, kind, detail, "foreign") VALUES (?, 'kiosk-confirmed', '{}', 1)`,
    world.now,
  );
  expect((await read()).unexplained).toEqual({ reservations: 1, kiosks: 0, events: 1 });
});

it('of many live reservations some are held against the trail, and of few all, whenever that is', async () => {
  const add = (count: number) =>
    rowsOf(
      `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1) INSERT INTO reservations
        (id, cert_id, chip_id, salt, ticket, ticket_hash, state, version, created_at, expires_at)
        SELECT ?1 || 'r' || i, ?1 || 'c' || i, '', '', '', ?1 || 'h' || i, 'reserved', 1, ?2 + i, ?2 + 80000 + i * 5 FROM n`,
      count,
      world.now,
    );
  await add(200);
  for (const _ of [1, 2, 3, 4, 5]) {
    expect((await read()).unexplained.reservations).toBe(200);
    world.now += 97;
  }
  await add(800);
  const found = (await read()).unexplained.reservations;
  expect(found).toBeGreaterThanOrEqual(250);
  expect(found).toBeLessThanOrEqual(500);
});

it('what was sealed is counted by its heads, for a day, and what came since with it', async () => {
  await (await world.phone()).reserve(await cardAt(0));
  await sealAudit(world.ports, world.now);
  expect((await read()).lastDay).toEqual({ 'reservation-reserved': 1, 'try-charged': 1 });
  world.now += 60;
  await (await world.phone()).reserve(await cardAt(1));
  expect((await read()).lastDay).toEqual({ 'reservation-reserved': 2, 'try-charged': 2 });
  expect((await read()).unsealed).toEqual({ events: 2, oldest: world.now });
  await sealAudit(world.ports, world.now);
  world.now += 86_399;
  expect((await read()).lastDay).toEqual({ 'reservation-reserved': 1, 'try-charged': 1 });
  world.now += 1;
  expect((await read()).lastDay).toEqual({});
});

it('cards that have to wait are counted', async () => {
  for (const [card, until] of [
    ['a', world.now + 1],
    ['b', world.now],
  ] as const)
    await rowsOf(
      `INSERT INTO throttles (cert_id, salt, failures, blocked_until, updated_at) VALUES (?, '', 6, ?, 0)`,
      card,
      until,
    );
  expect((await read()).waitingCards).toBe(1);
});
