import assert from 'node:assert/strict';
import { agree, authorise, complete, write } from '#clients/sdk/step2.ts';
import { claimAt, reserveOn } from '#clients/lab/people/devices.ts';
import { secret } from '#clients/lab/people/people.ts';
import { inJapan } from '#clients/lab/system/clock.ts';
import type { Clause, House, Scene } from './clause.ts';
import { refusedWith, stepOne, view } from './walk.ts';

// What passes with time: leases, a reservation's day, hours and closures. Each clause makes what it needs, and the clock only
// goes forward.

const PASSWORD = 'CONFORM27';
/** Seconds after which an isolate knows of a closure that it remembered otherwise. */
const REMEMBERED = 11;

type Trial = readonly [tried: string, run: (scene: Scene, house: House) => Promise<void>];

/** STEP 1 of the holder at noon of the next day, and a visit that has claimed it. */
async function claimedAtNoon(scene: Scene, { clock }: House, time: `${number}:${number}` = '12:00') {
  clock.moveTo(inJapan(clock.now(), 1, '12:00'));
  const made = await stepOne(scene);
  clock.moveTo(inJapan(clock.now(), 0, time));
  return { made, visit: await claimAt(scene.kiosk.api, scene.holder) };
}
type Visit = Awaited<ReturnType<typeof claimAt>>;

async function authorised({ kiosk }: Scene, visit: Visit) {
  const agreed = await agree(visit);
  return { agreed, authorisation: await authorise(kiosk.api, visit.redemption, agreed.message) };
}

const leave = ({ card }: Visit) => card.close({ reset: true });

const LEASES: readonly Trial[] = [
  [
    'a claim that nobody ends is over with its lease, and the reservation stands',
    async (scene, house) => {
      const { made, visit } = await claimedAtNoon(scene, house);
      house.clock.moveTo(visit.claimed.leaseUntil);
      assert.equal((await view(made)).status, 'reserved');
      await refusedWith('claim-lapsed', authorised(scene, visit));
      await leave(visit);
    },
  ],
  [
    'a visit that was authorised and wrote nothing holds it until its lease ends, and no longer',
    async (scene, house) => {
      const { visit } = await claimedAtNoon(scene, house);
      const { leaseUntil } = visit.claimed;
      await authorised(scene, visit);
      await leave(visit);
      await refusedWith('reservation-in-use', claimAt(scene.kiosk.api, scene.holder));
      house.clock.moveTo(leaseUntil);
      await leave(await claimAt(scene.kiosk.api, scene.holder));
    },
  ],
  [
    'a receipt completes it a week later too',
    async (scene, house) => {
      const { made, visit } = await claimedAtNoon(scene, house);
      const { agreed, authorisation } = await authorised(scene, visit);
      const receipt = await write(agreed, authorisation, secret(PASSWORD).secret);
      await leave(visit);
      house.clock.moveTo(house.clock.now() + 7 * 86_400);
      const { reservationId } = await complete(scene.kiosk.api, receipt);
      assert.equal(reservationId, made.reservation.reservationId);
    },
  ],
];

const DAY_AND_HOURS: readonly Trial[] = [
  [
    'after 24 hours its ticket has ended, and no kiosk claims it',
    async (scene, { clock }) => {
      clock.moveTo(inJapan(clock.now(), 1, '12:00'));
      const made = await stepOne(scene);
      clock.moveTo(made.reservation.expiresAt - 1);
      assert.equal((await view(made)).status, 'reserved');
      clock.moveTo(made.reservation.expiresAt);
      await refusedWith('token-refused', view(made));
      await refusedWith('reservation-expired', claimAt(scene.kiosk.api, scene.holder));
    },
  ],
  [
    'the phone reserves at any hour; a kiosk is served from 06:30 in Japan',
    async (scene, { clock }) => {
      clock.moveTo(inJapan(clock.now(), 1, '3:00'));
      const { reservation } = await stepOne(scene);
      assert.equal(reservation.windows[0]!.from, inJapan(clock.now(), 0, '6:30'));
      clock.moveTo(inJapan(clock.now(), 0, '6:29'));
      await refusedWith('kiosk-closed', claimAt(scene.kiosk.api, scene.holder));
      clock.moveTo(inJapan(clock.now(), 0, '6:30'));
      await leave(await claimAt(scene.kiosk.api, scene.holder));
    },
  ],
  [
    'until 23:00, and a visit claimed before finishes after',
    async (scene, house) => {
      const { made, visit } = await claimedAtNoon(scene, house, '22:58');
      house.clock.moveTo(inJapan(house.clock.now(), 0, '23:00'));
      await refusedWith('kiosk-closed', claimAt(scene.kiosk.api, scene.holder));
      const { agreed, authorisation } = await authorised(scene, visit);
      await complete(scene.kiosk.api, await write(agreed, authorisation, secret(PASSWORD).secret));
      assert.equal((await view(made)).status, 'completed');
      await leave(visit);
    },
  ],
];

const CLOSURES: readonly Trial[] = [
  [
    'while STEP 1 is closed no session begins, and the calendar says so',
    async ({ client, holder, camera }, { clock, operator }) => {
      clock.moveTo(inJapan(clock.now(), 1, '12:00'));
      const { api } = await client();
      await operator.ask('closeNow', { seconds: 3_600, scope: 'phone', ...FOR_MAINTENANCE });
      clock.moveTo(clock.now() + REMEMBERED);
      await refusedWith('phone-closed', reserveOn(api, holder, camera));
      const { closed } = (await api.call('getService')).calendar;
      assert.deepEqual([closed[0]!.scope, closed[0]!.reason], ['phone', 'maintenance']);
      await operator.ask('openNow', { scope: 'phone' });
      clock.moveTo(clock.now() + REMEMBERED);
      await reserveOn(api, holder, camera);
    },
  ],
  [
    'while STEP 2 is closed nothing is claimed, and a visit claimed before finishes',
    async (scene, house) => {
      const { made, visit } = await claimedAtNoon(scene, house);
      await house.operator.ask('closeNow', { seconds: 3_600, scope: 'kiosk', ...FOR_MAINTENANCE });
      await refusedWith('kiosk-closed', claimAt(scene.kiosk.api, scene.holder));
      const { agreed, authorisation } = await authorised(scene, visit);
      await complete(scene.kiosk.api, await write(agreed, authorisation, secret(PASSWORD).secret));
      assert.equal((await view(made)).status, 'completed');
      await leave(visit);
      await house.operator.ask('openNow', { scope: 'kiosk' });
    },
  ],
  [
    'an emergency ends visits under way too',
    async (scene, house) => {
      const { visit } = await claimedAtNoon(scene, house);
      const emergency = { ...FOR_MAINTENANCE, cuts: true, reason: 'emergency' as const };
      await house.operator.ask('closeNow', { seconds: 3_600, scope: 'kiosk', ...emergency });
      await refusedWith('kiosk-closed', authorised(scene, visit));
      await leave(visit);
      await house.operator.ask('openNow', { scope: 'kiosk' });
    },
  ],
];

const FOR_MAINTENANCE = { cuts: false, reason: 'maintenance', note: null } as const;

const clauses = (of: string, trials: readonly Trial[], house: House): Clause[] =>
  trials.map(([tried, run]) => ({ of, tried, run: (scene) => run(scene, house) }));

/** Clauses that the clock and the operator of a deployment are needed for. */
export const timeClauses = (house: House): Clause[] => [
  ...clauses('Leases', LEASES, house),
  ...clauses('A day, and hours', DAY_AND_HOURS, house),
  ...clauses('Closures', CLOSURES, house),
];
