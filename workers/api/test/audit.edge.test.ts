import { compactVerify, createLocalJWKSet } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  commitmentTo,
  findChainFault,
  GENESIS,
  type AuditHead,
  type StoredEvent,
} from '#schema/contract/audit-chain.ts';
import { segmentFault } from '#schema/contract/audit-segment.ts';
import { AUDIT_KEPT, purge, RESERVATIONS_KEPT } from '../services/purge.ts';
import { EVENTS_AT_ONCE, sealAudit } from '../services/seal-audit.ts';
import { cardAt, createWorld, emptyDatabase, rowsOf, trail, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
});

const seal = () => sealAudit(world.ports, world.now);
const addEvents = (count: number) =>
  rowsOf(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
      INSERT INTO audit_events (at, kind, reservation_id, detail) SELECT ?, 'reservation-reserved', 'r' || i, '{}' FROM n`,
    count,
    world.now,
  );

async function publishedHeads(): Promise<AuditHead[]> {
  const response = await world.fetch('https://kaijo.test/.well-known/audit-heads.json');
  return ((await response.json()) as { heads: AuditHead[] }).heads;
}

/** What an auditor finds who has the database and the published heads. */
async function fault(heads: AuditHead[], from = { seq: 0, chainHash: GENESIS }) {
  const events = await rowsOf(
    `SELECT seq, at, kind, reservation_id AS reservationId, commitment, kiosk_id AS kioskId, detail, mac, "foreign", hash
      FROM audit_events WHERE seq > ? ORDER BY seq`,
    from.seq,
  );
  const later = heads.filter(({ seq }) => seq > from.seq).toReversed();
  return findChainFault(from, events as unknown as StoredEvent[], later, world.ports.digest);
}

describe('sealing', () => {
  it('chains a whole journey and signs its head with a published key', async () => {
    await (await world.phone()).reserve(await cardAt(0));
    await (await world.kiosk()).redeem(await cardAt(0));
    expect(await seal()).toBe(6);
    expect(await seal()).toBe(0);
    const [head] = await publishedHeads();
    const keys = createLocalJWKSet(world.ports.tokens.jwks());
    const { payload, protectedHeader } = await compactVerify(head!.signature, keys);
    const { signature: _, ...said } = head!;
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({ iss: 'https://kaijo.test', ...said });
    expect(protectedHeader.typ).toBe('kaijo-audit-head+jwt');
    expect(await fault(await publishedHeads())).toBeNull();
  });

  it('keeps up with more events than one head takes', async () => {
    await addEvents(12_000);
    expect(await seal()).toBe(12_000);
    const heads = await publishedHeads();
    expect(heads.map(({ seq }) => seq)).toHaveLength(Math.ceil(12_000 / EVENTS_AT_ONCE));
    expect(await fault(heads)).toBeNull();
  });

  it('by two crons at once makes one chain', async () => {
    await addEvents(40);
    const sealed = await Promise.all([seal(), seal(), seal()]);
    expect(sealed.reduce((sum, count) => sum + count)).toBe(40);
    expect(await publishedHeads()).toHaveLength(1);
    expect(await fault(await publishedHeads())).toBeNull();
  });
});

describe('an event', () => {
  const sealedEvents = () =>
    rowsOf('SELECT kind, "foreign" AS alien, commitment, detail FROM audit_events ORDER BY seq');

  const ofReservations = async () =>
    (await sealedEvents()).filter(({ kind }) => String(kind).startsWith('reservation-'));

  it('that the service wrote is known for its own', async () => {
    await (await world.phone()).reserve(await cardAt(0));
    await (await world.kiosk()).redeem(await cardAt(0));
    await seal();
    expect((await sealedEvents()).map(({ alien }) => alien)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it.each([
    [
      'written by who has the database alone',
      `INSERT INTO audit_events (at, kind, kiosk_id, detail, mac)
      SELECT at, 'kiosk-confirmed', kiosk_id, '{}', mac FROM audit_events LIMIT 1`,
    ],
    ['without any code', `INSERT INTO audit_events (at, kind, detail) VALUES (1, 'kiosk-confirmed', '{}')`],
    [
      'with a code that is none',
      `INSERT INTO audit_events (at, kind, detail, mac) VALUES (1, 'x', '{}', '?')`,
    ],
    ['that was changed before it was sealed', `UPDATE audit_events SET at = at - 1`],
  ])('%s is marked foreign when it is sealed, and the mark is under the chain', async (_, statement) => {
    await world.kiosk();
    await rowsOf(statement);
    await seal();
    expect((await sealedEvents()).at(-1)).toMatchObject({ alien: 1 });
    expect(await fault(await publishedHeads())).toBeNull();
    await rowsOf('UPDATE audit_events SET "foreign" = 0');
    expect(await fault(await publishedHeads())).toMatchObject({ fault: 'edited' });
  });

  it("holds a commitment to the card, which only the reservation's salt opens", async () => {
    await (await world.phone()).reserve(await cardAt(0));
    const [row] = await rowsOf('SELECT cert_id AS certId, salt FROM reservations');
    const { certId, salt } = row as { certId: string; salt: string };
    const [event] = await ofReservations();
    expect(event!['commitment']).toBe(await commitmentTo(certId, salt, world.ports.digest));
    expect(JSON.stringify(await rowsOf('SELECT * FROM audit_events'))).not.toContain(certId);
    expect(salt).toMatch(/^[A-Za-z0-9_-]{22}$/);
  });

  it("of a try holds one that the count's own salt opens, and the salt goes with the count", async () => {
    const phone = await world.phone();
    world.matcher.outcome = 'no-match';
    await phone.reserve(await cardAt(0)).catch(() => null);
    const [row] = await rowsOf('SELECT cert_id AS certId, salt FROM throttles');
    const { certId, salt } = row as { certId: string; salt: string };
    world.matcher.outcome = 'match';
    await phone.reserve(await cardAt(0));
    const events = await sealedEvents();
    const tries = events.filter(({ kind }) => kind !== 'reservation-reserved');
    expect(tries.map(({ kind }) => kind)).toEqual(['try-charged', 'try-charged']);
    const commitment = await commitmentTo(certId, salt, world.ports.digest);
    expect(tries.map((event) => event['commitment'])).toEqual([commitment, commitment]);
    expect(JSON.parse(String(events.at(-1)!['detail']))).toMatchObject({ cleared: commitment });
    expect(JSON.parse(String(tries[0]!['detail']))).toMatchObject({ failures: 1, blockedUntil: 0 });
    expect(await rowsOf('SELECT 1 FROM throttles')).toEqual([]);
  });

  it('of two reservations of one card look like those of two cards', async () => {
    const phone = await world.phone();
    await phone.reserve(await cardAt(0));
    await phone.reserve(await cardAt(0));
    const [first, superseded, second] = (await ofReservations()).map(({ commitment }) => commitment);
    expect(superseded).toBe(first);
    expect(second).not.toBe(first);
  });

  it('keeps the chain whole when its salt has gone', async () => {
    await (await world.phone()).reserve(await cardAt(0));
    await seal();
    await purge(world.ports, world.now + RESERVATIONS_KEPT + 86_401);
    expect(await rowsOf('SELECT 1 FROM reservations')).toEqual([]);
    const segment = (await world.ports.segments.after({ seq: 0, chainHash: GENESIS }))!;
    expect(await segmentFault(segment, world.ports.digest)).toBeNull();
    expect(await publishedHeads()).toEqual([segment.head]);
  });
});

describe('a touched trail', () => {
  beforeEach(async () => {
    await addEvents(30);
    await seal();
  });
  const touches: [string, string, { seq: number; fault: string }][] = [
    ['a row removed', 'DELETE FROM audit_events WHERE seq = 7', { seq: 7, fault: 'removed' }],
    ['the last row removed', 'DELETE FROM audit_events WHERE seq = 30', { seq: 30, fault: 'removed' }],
    [
      'a row edited',
      'UPDATE audit_events SET detail = \'{"x":1}\' WHERE seq = 9',
      { seq: 9, fault: 'edited' },
    ],
    [
      'two rows that changed places',
      `UPDATE audit_events SET reservation_id = CASE seq WHEN 4 THEN 'r5' ELSE 'r4' END WHERE seq IN (4, 5)`,
      { seq: 4, fault: 'edited' },
    ],
    ['all rows removed', 'DELETE FROM audit_events', { seq: 1, fault: 'removed' }],
  ];
  it.each(touches)('shows %s', async (_, touch, found) => {
    await rowsOf(touch);
    expect(await fault(await publishedHeads())).toEqual(found);
  });
});

describe('purging', () => {
  it('deletes what has been kept long enough, and nothing else', async () => {
    const phone = await world.phone();
    await phone.reserve(await cardAt(0));
    await (await world.kiosk()).redeem(await cardAt(0));
    await seal();
    const tables = [
      'reservations',
      'redemptions',
      'seen_tokens',
      'spent_proofs',
      'audit_events',
      'audit_heads',
      'kiosks',
    ];
    const counts = async () => {
      const rows = await Promise.all(tables.map((table) => rowsOf(`SELECT count(*) AS n FROM ${table}`)));
      return Object.fromEntries(tables.map((table, index) => [table, rows[index]![0]!['n']]));
    };
    const all = await counts();
    expect(await purge(world.ports, world.now)).toBe(0);
    await purge(world.ports, world.now + 86_400);
    expect(await counts()).toEqual({ ...all, seen_tokens: 0, spent_proofs: 0 });
    await purge(world.ports, world.now + RESERVATIONS_KEPT);
    expect(await counts()).toMatchObject({ reservations: 1 });
    await purge(world.ports, world.now + RESERVATIONS_KEPT + 1);
    expect(await counts()).toMatchObject({ reservations: 0, redemptions: 0, audit_events: 0 });
    const segments = async () => (await trail.list()).objects.length;
    expect(await segments()).toBe(1);
    await purge(world.ports, world.now + AUDIT_KEPT + 1);
    expect(await counts()).toMatchObject({ audit_heads: 1, kiosks: 1 });
    expect(await segments()).toBe(0);
  });

  it('keeps up with more rows than go at once', async () => {
    await rowsOf(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
        INSERT INTO spent_proofs (id, expires_at) SELECT 'j' || i, ? FROM n`,
      world.now - 1,
    );
    expect(await purge(world.ports, world.now)).toBe(2_500);
  });

  it('goes on with the chain where the last head left it, and never deletes an event that no head covers', async () => {
    await addEvents(10);
    await seal();
    const [before] = await publishedHeads();
    await addEvents(5);
    await purge(world.ports, world.now + AUDIT_KEPT + 1);
    expect(await rowsOf('SELECT 1 FROM audit_events')).toHaveLength(5);
    await seal();
    expect(await fault(await publishedHeads(), before)).toBeNull();
  });
});
