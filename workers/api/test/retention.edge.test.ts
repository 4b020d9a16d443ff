import { compactVerify, createLocalJWKSet } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import type { PrivacyReceipt } from '#schema/contract/reservation.ts';
import { RETENTION } from '#schema/contract/retention.ts';
import { purge, RESERVATIONS_KEPT } from '../services/purge.ts';
import { sealAudit } from '../services/seal-audit.ts';
import { TABLES } from './operator.ts';
import { cardAt, createWorld, emptyDatabase, rowsOf, trail, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
});

describe('what the receipt promises to be gone', () => {
  const tables = async () =>
    JSON.stringify(
      await Promise.all(TABLES.map(async (name) => [name, await rowsOf(`SELECT * FROM ${name}`)])),
    );
  /** The trail outside the database with it. */
  const dump = async () => {
    const { objects } = await trail.list();
    const texts = await Promise.all(objects.map(async ({ key }) => (await trail.get(key))!.text()));
    return [await tables(), ...texts].join('');
  };
  const purgeAt = async (now: number) => {
    await purge(world.ports, now);
    return dump();
  };

  it("is gone from every table when its time is over, however late the card's word came", async () => {
    const phone = await world.phone();
    const { receipt, reservation } = await phone.reserve(await cardAt(0));
    const kiosk = await world.kiosk();
    await kiosk.redeem(await cardAt(0));
    // As late evidence leaves it: completed a week after the reservation ran out.
    await rowsOf('UPDATE reservations SET ended_at = expires_at + 604800');
    await sealAudit(world.ports, world.now);
    const { payload } = await compactVerify(receipt, createLocalJWKSet(world.ports.tokens.jwks()));
    const promise = JSON.parse(new TextDecoder().decode(payload)) as PrivacyReceipt;
    const [row] = await rowsOf('SELECT cert_id, chip_id, salt, ticket, ticket_hash FROM reservations');
    const named = Object.values(row!).map(String);
    const before = await dump();
    for (const value of named) expect(before).toContain(value);
    const after = await purgeAt(promise.keptUntil + 1);
    for (const value of named) expect(after).not.toContain(value);
    expect(await rowsOf('SELECT 1 FROM redemptions')).toEqual([]);
    // What is kept longer, and how long, is said too.
    expect(after).toContain(reservation.reservationId);
    const longer = new Map(promise.keptLonger.map(({ what, seconds }) => [what, seconds]));
    const end = await purgeAt(world.now + longer.get('kiosk-and-times')! + 1);
    expect(end).not.toContain(reservation.reservationId);
    expect(await rowsOf('SELECT 1 FROM audit_events')).toEqual([]);
  });

  it('is the count of failed tries after a match, or in the end', async () => {
    await rowsOf(
      `INSERT INTO throttles (cert_id, salt, failures, blocked_until, updated_at) VALUES ('c', 's', 3, 0, ?)`,
      world.now,
    );
    const { seconds } = RETENTION.throttles;
    expect(await purgeAt(world.now + seconds)).toContain('"c"');
    expect(await purgeAt(world.now + seconds + 1)).not.toContain('"c"');
  });

  it('covers every table there is, and the trail beside them', () => {
    const names = Object.keys(RETENTION).map((name) =>
      name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    );
    expect([...names, 'sqlite_sequence'].sort()).toEqual([...TABLES, 'audit_segments'].sort());
  });
});

describe('the privacy receipt', () => {
  it('says what was processed, what is kept until when, and is signed', async () => {
    const { receipt, reservation } = await (await world.phone()).reserve(await cardAt(0));
    const { payload } = await compactVerify(receipt, createLocalJWKSet(world.ports.tokens.jwks()));
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({
      iss: 'https://kaijo.test',
      jti: reservation.reservationId,
      iat: world.now,
      processed: ['card-certificate', 'chip-photo', 'selfie-frames'],
      erasedAt: world.now,
      face: { model: expect.stringMatching(/^[0-9a-f]{64}$/), thresholds: expect.any(String) },
      kept: ['certificate-hash', 'chip-hash', 'times', 'kiosk'],
      keptUntil: reservation.expiresAt + RESERVATIONS_KEPT,
      keptLonger: [
        { what: 'kiosk-and-times', seconds: 400 * 86_400 },
        { what: 'failed-tries', seconds: 5 * 366 * 86_400 },
        { what: 'recovery-copies', seconds: 30 * 86_400 },
      ],
    });
  });
});
