import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TestCard } from './card.ts';
import { problemOf } from './proven.ts';
import { confirmedKiosk, type Kiosk } from './actors.ts';
import { around, cardAt, createWorld, emptyDatabase, rowsOf, type World } from './world.ts';

const KIOSKS = 200;
let world: World;
let card: TestCard;
let kiosks: Kiosk[];
beforeAll(async () => {
  await emptyDatabase();
  world = await createWorld();
  kiosks = await Promise.all(Array.from({ length: KIOSKS }, () => confirmedKiosk(around(world))));
});
beforeEach(async () => {
  for (const table of ['reservations', 'redemptions', 'throttles', 'audit_events'])
    await rowsOf(`DELETE FROM ${table}`);
  card = await cardAt(0);
});

/** The code of each refusal; `ok` where there was none. */
const codesOf = (calls: Promise<unknown>[]) =>
  Promise.all(
    calls.map((call) =>
      call.then(
        () => 'ok',
        async () => (await problemOf(call)).code,
      ),
    ),
  );
const count = (codes: string[], code: string) => codes.filter((each) => each === code).length;
const auditOf = async (kind: string) =>
  (await rowsOf('SELECT 1 FROM audit_events WHERE kind = ?', `reservation-${kind}`)).length;

describe('of many at once', () => {
  it(`exactly one of ${KIOSKS} kiosks gets the reservation`, async () => {
    await (await world.phone()).reserve(card);
    const codes = await codesOf(kiosks.map((kiosk) => kiosk.claim(card)));
    expect(count(codes, 'ok')).toBe(1);
    expect(count(codes, 'reservation-in-use') + count(codes, 'conflict')).toBe(KIOSKS - 1);
    expect(await auditOf('claimed')).toBe(1);
    expect(await rowsOf('SELECT 1 FROM redemptions')).toHaveLength(1);
  });

  it.each(Array.from({ length: 8 }, (_, round) => round))(
    'a cancellation and a claim have one winner (round %i)',
    async (round) => {
      const phone = await world.phone();
      const { ticket } = await phone.reserve(card);
      const cancel = () => phone.api.call('cancelReservation', { token: ticket });
      const claim = () => kiosks[round]!.claim(card);
      const [first, second] = round % 2 === 0 ? [cancel, claim] : [claim, cancel];
      const codes = await codesOf([first(), second()]);
      expect(count(codes, 'ok')).toBe(1);
      expect((await auditOf('claimed')) + (await auditOf('cancelled'))).toBe(1);
    },
  );

  it('of six faces of one card, all for its one challenge, one is decided', async () => {
    const phones = await Promise.all(Array.from({ length: 6 }, () => world.phone()));
    const presented = await Promise.all(phones.map((phone) => phone.present(card)));
    const codes = await codesOf(phones.map((phone, index) => phone.face(presented[index]!)));
    expect(count(codes, 'ok')).toBe(1);
    expect(count(codes, 'token-used')).toBe(phones.length - 1);
    expect(await rowsOf("SELECT 1 FROM reservations WHERE state = 'reserved'")).toHaveLength(1);
    expect(await auditOf('reserved')).toBe(1);
    expect(await auditOf('superseded')).toBe(0);
    expect(await rowsOf('SELECT 1 FROM throttles')).toHaveLength(0);
  });

  it('one receipt completes once, however many bring it', async () => {
    await (await world.phone()).reserve(card);
    const visit = await kiosks[0]!.claim(card);
    const { authorisation, agreement } = await kiosks[0]!.authorise(visit, card);
    const message = await card.reset(authorisation, agreement);
    const calls = kiosks.slice(0, 30).map((kiosk) => kiosk.api.call('complete', { message }));
    expect(count(await codesOf(calls), 'ok')).toBe(30);
    expect(await auditOf('completed')).toBe(1);
  });
});
