import { beforeEach, describe, expect, inject, it } from 'vitest';
import { RULES } from '#clients/operator/rotation/ring.ts';
import { newKiosk, newPhone } from './actors.ts';
import type { TestCard } from './card.ts';
import { Fleet } from './rotation/fleet.ts';
import { problemOf } from './proven.ts';
import { Keyring } from './rotation/keyring.ts';
import { walk, type Met } from './rotation/walk.ts';
import { cardAt, emptyDatabase, rowsOf } from './world.ts';

const { rounds, seed } = inject('rotations');

let met: Met;
let cards: TestCard[];
let walkers: TestCard[];
/** Has a reservation and comes to a kiosk when everything has been rotated. */
let patient: TestCard;
beforeEach(async () => {
  await emptyDatabase();
  met = { journeys: 0, refusals: [], longest: 0 };
  cards = await Promise.all([0, 1, 2].map(cardAt));
  [patient, ...walkers] = cards as [TestCard, ...TestCard[]];
});

/** Lets people walk while `rotate` goes on; answers when the last of them has arrived. */
async function underLoad(fleet: Fleet, rotate: (arrived: () => Promise<void>) => Promise<void>) {
  const rotation = { over: false };
  const underWay = new Set<Promise<void>>();
  const walking = walkers.map(async (card) => {
    while (!rotation.over) {
      const journey = walk(fleet, card, met);
      underWay.add(journey);
      await journey;
      underWay.delete(journey);
    }
  });
  await rotate(async () => void (await Promise.all(underWay))).finally(() => (rotation.over = true));
  await Promise.all(walking);
}

describe('while every key is rotated', () => {
  it(
    `nobody is turned away: ${rounds} rounds from seed ${seed}`,
    async () => {
      const fleet = new Fleet(seed);
      await fleet.deploy({}, false);
      const phone = await newPhone(fleet.around());
      const { ticket } = await phone.reserve(patient);
      const rings = (['master', 'ticket', 'authority'] as const).map((name) => new Keyring(name));
      await underLoad(fleet, async (arrived) => {
        for (let move = 0; move < 3 * rounds; move++) {
          const ring = rings[move % 3]!;
          await fleet.deploy(await ring.publish());
          if (ring.name === 'authority') for (const card of cards) card.profile.resetKeys.push(ring.newest);
          await fleet.deploy(ring.promote());
          // The command waits for as long as anything lives that the former key has made.
          await arrived();
          await fleet.seal();
          await fleet.deploy(ring.retire());
        }
      });
      await (await newKiosk(fleet.around())).redeem(patient);
      expect((await phone.api.call('getReservation', { token: ticket })).status).toBe('completed');
      expect(met.refusals).toEqual([]);
      await fleet.seal();
      expect(await rowsOf('SELECT kind FROM audit_events WHERE "foreign" <> 0')).toEqual([]);
      expect(met.journeys).toBeGreaterThan(rounds);
      expect(met.longest).toBeLessThan(RULES.master.lives);
      // oxlint-disable-next-line no-console -- the figure of a long run
      if (rounds > 1) console.log(`${met.journeys} journeys, ${met.refusals.length} refusals`);
    },
    60_000 + rounds * 10_000,
  );

  it('shows it when they are: a master key that is replaced at once turns people away', async () => {
    const fleet = new Fleet(seed);
    await fleet.deploy({}, false);
    const ring = new Keyring('master');
    const phone = await newPhone(fleet.around());
    const { cardToken } = await phone.present(patient);
    await underLoad(fleet, async () => {
      for (let times = 0; times < 3; times++) await fleet.deploy(await ring.replace());
    });
    const { code } = await problemOf(phone.api.call('challengeLiveness', { token: cardToken }));
    expect(code).toBe('token-refused');
    // Of those who walk some hold a token by then and some only a nonce.
    expect(met.refusals).not.toEqual([]);
  });
});
