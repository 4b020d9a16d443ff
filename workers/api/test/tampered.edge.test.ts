import { beforeEach, describe, expect, it } from 'vitest';
import { verifyService } from '#clients/operator/commands/audit-service.ts';
import { localDatabase } from '#clients/operator/commands/database.ts';
import { restore } from '#clients/operator/commands/restore.ts';
import { sealAudit } from '../services/seal-audit.ts';
import type { Kiosk } from './actors.ts';
import type { TestCard } from './card.ts';
import { problemOf } from './proven.ts';
import { copyOf } from './restore/copy.ts';
import { confirmedKiosk, restorable } from './restore/service.ts';
import { cardAt, createWorld, database, emptyDatabase, rowsOf, type World } from './world.ts';

let world: World;
let kiosk: Kiosk;
let card: TestCard;
beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  [kiosk, card] = [await confirmedKiosk(world), await cardAt(0)];
  const phone = await world.phone();
  world.matcher.outcome = 'no-match';
  await problemOf(phone.reserve(await cardAt(1)));
  world.matcher.outcome = 'match';
  await phone.reserve(card);
});

/** What somebody finds who has the database, the published keys and the segments outside. */
async function named(): Promise<string[]> {
  const keys = world.ports.tokens.jwks() as Parameters<typeof verifyService>[1];
  const held = { now: world.now, segments: world.ports.segments };
  const { fault, contradictions } = await verifyService(localDatabase(database as never), keys, held);
  return [fault, ...contradictions].flatMap((one) => (one ? [one.fault] : []));
}

const ROLL_BACK = `UPDATE reservations SET state = 'reserved', version = 1, redemption_id = NULL, kiosk_id = NULL,
  claimed_at = NULL, lease_until = NULL, authorised_at = NULL, ended_at = NULL`;
const KIOSK = `INSERT INTO kiosks (id, thumbprint, label, state, enrolled_at) VALUES ('k', 't', 'l', 'active', 1)`;
const OFFERED = `INSERT INTO audit_events (at, kind, kiosk_id, detail, mac)
  SELECT at, 'kiosk-offered', 'k', '{"thumbprint":"t"}', mac FROM audit_events LIMIT 1`;
const CONFIRMED = OFFERED.replace('offered', 'confirmed');

describe('somebody with the database in hand', () => {
  it('changes nothing: nothing is named', async () => {
    await kiosk.redeem(card);
    await sealAudit(world.ports, world.now);
    expect(await named()).toEqual([]);
  });

  it.each<[string, string[], string[]]>([
    ['puts a kiosk in', [KIOSK], ['kiosk-unexplained']],
    [
      'puts a kiosk in, with events',
      [KIOSK, OFFERED, CONFIRMED],
      ['foreign', 'foreign', 'kiosk-unexplained'],
    ],
    ['deletes a count of tries', ['DELETE FROM throttles'], ['tries-removed']],
  ])('%s', async (_, statements, faults) => {
    await kiosk.redeem(card);
    for (const statement of statements) await rowsOf(statement);
    await sealAudit(world.ports, world.now);
    expect(await named()).toEqual(faults);
  });

  it.each<[string, string[], string[]]>([
    ['edits an event', ['UPDATE audit_events SET at = at - 1 WHERE seq = 3'], ['edited']],
    ['removes a head', ['DELETE FROM audit_heads'], ['head-removed']],
    [
      'removes a head with all it covers',
      ['DELETE FROM audit_heads', 'DELETE FROM audit_events'],
      ['head-removed'],
    ],
  ])('%s', async (_, statements, faults) => {
    await kiosk.redeem(card);
    await sealAudit(world.ports, world.now);
    for (const statement of statements) await rowsOf(statement);
    expect(await named()).toEqual(faults);
  });

  const rollBack = async () => {
    await rowsOf(ROLL_BACK);
    return [...(await named()), (await problemOf(kiosk.claim(card))).code];
  };
  const FOUND = ['reservation-differs', 'reservation-ended'];

  it('puts a used reservation back: it is named, and its card opens nothing', async () => {
    await kiosk.redeem(card);
    await sealAudit(world.ports, world.now);
    expect(await rollBack()).toEqual(FOUND);
  });

  it('does so after a restore: the same', async () => {
    const copy = await copyOf(database);
    await kiosk.redeem(card);
    await restore(restorable(world, copy), 'the copy');
    expect(await named()).toEqual([]);
    expect(await rollBack()).toEqual(FOUND);
  });
});
