import { beforeEach, describe, expect, it } from 'vitest';
import type { ReservationStatus } from '#schema/contract/reservation.ts';
import { statusAt } from '../domain/reservation.ts';
import { TestCard } from './card.ts';
import { moves } from './proven.ts';
import { type Kiosk, type Phone, type Visit } from './actors.ts';
import { cardAt, createWorld, emptyDatabase, rowsOf, type World } from './world.ts';

let world: World;
let phone: Phone;
let kiosk: Kiosk;
let card: TestCard;
let ticket: string;
let seen: ReservationStatus[];
beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  [phone, kiosk, card] = [await world.phone(), await world.kiosk(), await cardAt(0)];
  ({ ticket } = await phone.reserve(card));
  seen = [];
});

/** Notes the state as the phone is told it. */
async function look(token = ticket): Promise<void> {
  const reply = await phone.api.call('getReservation', { token });
  seen.push(reply.status);
}

/** The state as the database has it: past 24 hours the phone's ticket has run out. */
async function stored(): Promise<ReservationStatus> {
  const [row] = await rowsOf('SELECT id FROM reservations ORDER BY created_at');
  return statusAt((await world.ports.reservations.byId(String(row!['id'])))!, world.now);
}

/** Looks, acts, looks again. */
async function around(act: () => Promise<unknown>): Promise<ReservationStatus[]> {
  await look();
  await act();
  await look();
  return seen;
}

/** The card took a new password, but nobody has said so to the back end. */
async function resetUnheard(): Promise<Visit> {
  const visit = await kiosk.claim(card);
  const { authorisation, agreement } = await kiosk.authorise(visit, card);
  await card.reset(authorisation, agreement);
  return visit;
}

const abort = ({ redemption }: Visit) =>
  kiosk.api.call('abort', { token: redemption.redemption, message: { reason: 'idle' } });
const complete = async () => kiosk.api.call('complete', { message: await card.receipt() });
const recover = async () => {
  const redemption = await kiosk.api.call('openRedemption');
  return kiosk.api.call('recover', { token: redemption.redemption, message: await card.status(redemption) });
};
const cancel = () => phone.api.call('cancelReservation', { token: ticket });
const auditOf = async () =>
  (await rowsOf('SELECT kind, kiosk_id FROM audit_events WHERE reservation_id IS NOT NULL ORDER BY seq')).map(
    ({ kind }) => String(kind).replace('reservation-', ''),
  );

describe('a reservation', () => {
  moves('reserved → claimed', 'a kiosk finds it by the card', () => around(() => kiosk.claim(card)));
  moves('reserved → cancelled', 'the phone gives it up', () => around(cancel));
  moves('reserved → superseded', 'the same card reserves again', () => around(() => phone.reserve(card)));
  moves('reserved → expired', 'a day goes by', async () => {
    await look();
    world.now += 86_399;
    await look();
    world.now += 1;
    return [seen[1]!, await stored()];
  });
  moves('claimed → reserved', 'the kiosk gives it back', async () => {
    const visit = await kiosk.claim(card);
    return around(() => abort(visit));
  });
  moves('claimed → reserved', 'the lease runs out', async () => {
    await resetUnheard();
    return around(async () => void (world.now += 300));
  });
  moves('claimed → claimed', 'the lease is renewed', async () => {
    const { redemption } = await kiosk.claim(card);
    world.now += 299;
    return around(async () => {
      await kiosk.api.call('renew', { token: redemption.redemption });
      world.now += 299;
    });
  });
  moves('claimed → claimed', 'a reset is authorised, and again for a card that lost power', async () => {
    const visit = await kiosk.claim(card);
    return around(async () => {
      await kiosk.authorise(visit, card);
      await kiosk.authorise(visit, card);
    });
  });
  moves('claimed → completed', "the card's receipt", async () => {
    await resetUnheard();
    return around(complete);
  });
  moves('claimed → completed', "the card's signed status, after a torn write", async () => {
    await resetUnheard();
    return around(recover);
  });
  moves('reserved → completed', 'the receipt comes after the lease', async () => {
    await resetUnheard();
    world.now += 300;
    return around(complete);
  });
  moves('cancelled → completed', 'the receipt comes after the phone gave it up', async () => {
    await resetUnheard();
    world.now += 300;
    await cancel();
    return around(complete);
  });
  moves('superseded → completed', 'the receipt comes after the next reservation', async () => {
    await resetUnheard();
    world.now += 300;
    await phone.reserve(card);
    return around(complete);
  });
  moves('expired → completed', 'the receipt comes a week later, by a kiosk revoked meanwhile', async () => {
    await resetUnheard();
    world.now += 7 * 86_400;
    await rowsOf("UPDATE kiosks SET state = 'revoked'");
    const before = await stored();
    await complete();
    return [before, await stored()];
  });
});

describe('the audit trail', () => {
  it('has one row for each change and none for what was refused or repeated', async () => {
    const visit = await kiosk.claim(card);
    await abort(visit);
    await abort(visit);
    await cancel();
    await cancel();
    await phone.reserve(card);
    await phone.reserve(card);
    await resetUnheard();
    await complete();
    await complete();
    await recover();
    expect(await auditOf()).toEqual([
      'reserved',
      'claimed',
      'released',
      'cancelled',
      'reserved',
      'superseded',
      'reserved',
      'claimed',
      'authorised',
      'completed',
    ]);
  });
  it('says by which kiosk, and under which consent and thresholds', async () => {
    await kiosk.redeem(card);
    const rows = await rowsOf(
      "SELECT kind, kiosk_id, detail FROM audit_events WHERE kind LIKE 'reservation-%'",
    );
    expect(rows.map(({ kiosk_id }) => kiosk_id)).toEqual([null, kiosk.id, kiosk.id, kiosk.id]);
    expect(JSON.parse(String(rows[0]!['detail']))).toEqual({
      thresholds: expect.any(String),
      consent: '2026-11',
      cleared: expect.any(String),
    });
  });
});
