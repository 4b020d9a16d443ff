import { agree, authorise, recover, reset } from '#clients/sdk/step2.ts';
import type { LocalSystem } from '#clients/lab/system/system.ts';
import { claimAt, createPhone, reserveOn } from '#clients/lab/people/devices.ts';
import { secret } from '#clients/lab/people/people.ts';
import type { Cast } from './cast.ts';
import type { Journey } from './journey.ts';
import type { Steps } from './steps.ts';

/** Seconds: the longest that an authorised visit keeps others away. */
const LEASE = 300;

/** The card that was served comes again: what it used opens nothing, and what it reserves anew is told apart from that. */
export async function comeAgain(steps: Steps, system: LocalSystem, cast: Cast, { kiosk }: Journey) {
  const { holder, holderCamera } = cast;
  steps.part('The same card, a second time');
  await steps.refuses('A second redemption of the same reservation', 'reservation-ended', () =>
    claimAt(kiosk, holder),
  );
  await steps.refuses(
    'The row put back in the database: the card says it used it',
    'reservation-ended',
    async () => {
      // Whoever has the database can take its guard away first.
      await system.database.prepare('DROP TRIGGER reservations_go_on').run();
      await system.database
        .prepare("UPDATE reservations SET state = 'reserved', authorised_at = NULL, ended_at = NULL")
        .run();
      await claimAt(kiosk, holder);
    },
  );
  await steps.does('A new reservation; torn before the card wrote', async (note) => {
    await reserveOn(await createPhone(system.origin), holder, holderCamera);
    const { redemption, ...proved } = await claimAt(kiosk, holder);
    await authorise(kiosk, redemption, (await agree(proved)).message);
    const { outcome } = await recover(kiosk, proved.card, redemption);
    await proved.card.close({ reset: true });
    if (outcome !== 'not-reset') throw new Error('the first reset was taken for the second');
    note(`the card names its first reset; for this one: ${outcome}`);
  });
  await steps.does('After the lease the second reset goes through', async (note) => {
    system.clock.moveTo(system.clock.now() + LEASE);
    const { claimed } = await reset({ ...holder, api: kiosk, password: secret('AGAIN2026').secret });
    note(`match code ${claimed.matchCode}`);
  });
}
