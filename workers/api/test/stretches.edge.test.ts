import { beforeEach, describe, expect, it } from 'vitest';
import { purge } from '../services/purge.ts';
import { cardAt, createWorld, database, emptyDatabase, rowsOf, type World } from './world.ts';

// What has no index is looked through a stretch at a time.

const DAY = 86_400;

let world: World;
beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
});

const COUNT = (rows: number) =>
  `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})`;

/** Reservations that were made one second after another, the last `ago` seconds ago; every second one ended at once. */
const reservations = (rows: number, ago: number) =>
  database
    .prepare(
      `INSERT INTO reservations (id, cert_id, chip_id, salt, ticket, ticket_hash, state, version, created_at, expires_at, ended_at)
        ${COUNT(rows)} SELECT 'r' || i, 'c' || i, '', '', '', 'h' || i, 'reserved', 1, ?1 + i, ?1 + i + ${DAY},
          CASE i % 2 WHEN 0 THEN ?1 + i + 1 END FROM n`,
    )
    .bind(world.now - ago - rows)
    .run();

const countOf = async (table: string) => (await rowsOf(`SELECT count(*) AS rows FROM ${table}`))[0]!['rows'];

describe('what is looked through', () => {
  it('is every reservation that may be due, behind those that are not yet', async () => {
    // Whichever ended at once is due, and lies behind 2,500 that had their 24 hours.
    await reservations(5_000, 30 * DAY + 10);
    await purge(world.ports, world.now);
    expect(await countOf('reservations')).toBe(2_500);
    await purge(world.ports, world.now + DAY - 10);
    expect(await countOf('reservations')).toBe(0);
  });

  it('is every count of tries, wherever chance begins', async () => {
    await rowsOf(
      `INSERT INTO throttles (cert_id, salt, failures, blocked_until, updated_at)
        ${COUNT(4_500)} SELECT hex(randomblob(8)), '', 1, 0, CASE i % 3 WHEN 0 THEN ? ELSE 0 END FROM n`,
      world.now,
    );
    expect(await purge(world.ports, world.now)).toBe(3_000);
    expect(await countOf('throttles')).toBe(1_500);
  });
});

describe('a support number', () => {
  it('is found however many came after it', async () => {
    const { reservation } = await (await world.phone()).reserve(await cardAt(0));
    const { redemption } = await (await world.kiosk()).claim(await cardAt(0));
    await reservations(12_000, 0);
    await rowsOf(
      `INSERT INTO redemptions (opened_at, id, reservation_id, cert_id, kiosk_id, claim_digest, kiosk_key_hash, claimed_at)
        ${COUNT(12_000)} SELECT ?1 + i, 'v' || i, 'r' || i, '', '', '', '', ?1 + i FROM n`,
      world.now,
    );
    const story = await world.ports.overview.visit(reservation.support!);
    expect(story.reservations.map(({ support }) => support)).toEqual([reservation.support]);
    expect(story.redemptions.map(({ support }) => support)).toEqual([redemption.support]);
    expect(await world.ports.overview.visit(redemption.support)).toEqual(story);
  });
});
