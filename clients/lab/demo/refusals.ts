import { agree, authorise, claim, complete, reset, write } from '#clients/sdk/step2.ts';
import { openSession, presentCard, readCard } from '#clients/sdk/step1.ts';
import { inJapan, japanTime } from '#clients/lab/system/clock.ts';
import type { LocalSystem } from '#clients/lab/system/system.ts';
import { claimAt, createPhone, reserveOn, visitKiosk } from '#clients/lab/people/devices.ts';
import { secret } from '#clients/lab/people/people.ts';
import type { Cast } from './cast.ts';
import type { Journey } from './journey.ts';
import type { Steps } from './steps.ts';

type Stage = { steps: Steps; system: LocalSystem; cast: Cast } & Journey;

/** What must not work, each with the code it is refused with. */
export async function showRefusals(stage: Stage): Promise<void> {
  stage.steps.part('Refusals: faces and cards');
  await refuseFace(stage);
  await refuseCards(stage);
  stage.steps.part('Refusals: typing');
  await refusePins(stage);
  await refusePasswords(stage);
  stage.steps.part('Refusals: time');
  await refuseHours(stage);
  await refuseAfterADay(stage);
}

const refuseFace = ({ steps, system, cast }: Stage) =>
  steps.refuses("Another person's face with the holder's card and PIN", 'face-no-match', async () =>
    reserveOn(await createPhone(system.origin), cast.holder, cast.strangerCamera),
  );

async function refuseCards({ steps, system, kiosk, phone, cast }: Stage): Promise<void> {
  await steps.refuses('A card that has no reservation', 'no-reservation', () =>
    claimAt(kiosk, cast.neighbour),
  );
  await steps.refuses('A card of an authority that nobody pinned', 'card-not-accepted', () =>
    claimAt(kiosk, cast.forger),
  );
  await steps.refuses('A card whose certificate was revoked', 'certificate-revoked', async () => {
    system.revocation.revoke(cast.forgetful.certificate, 'superseded');
    await claimAt(kiosk, cast.forgetful);
  });
  await steps.refuses(
    "Two cards at the phone: one's certificate, another's photo",
    'card-not-accepted',
    async () => {
      const { consentVersion } = await phone.call('getService');
      const session = await openSession(phone, consentVersion);
      const [own, other] = [await readCard(session, cast.holder), await readCard(session, cast.neighbour)];
      const evidence = { ...own.evidence, surface: other.evidence.surface };
      await presentCard(phone, session, { evidence, photo: other.photo });
    },
  );
  await steps.refuses(
    "Two cards at the kiosk: one's signature, another's chip",
    'card-not-accepted',
    async () => {
      const own = await visitKiosk(kiosk, cast.holder);
      const { cardCertificate, binding } = (await visitKiosk(kiosk, cast.neighbour)).claim;
      await claim(kiosk, own.redemption, { ...own.claim, cardCertificate, binding });
    },
  );
}

async function refusePins({ steps, kiosk, cast }: Stage): Promise<void> {
  const wrong = () => visitKiosk(kiosk, cast.forgetful, secret('0000'));
  await steps.refuses('A wrong 4-digit PIN', 'pin-wrong', wrong);
  await steps.refuses('A wrong PIN again', 'pin-wrong', wrong);
  await steps.refuses('The last try, kept back until the person is sure', 'pin-last-try', wrong);
  await steps.refuses('A blocked PIN', 'pin-blocked', () => visitKiosk(kiosk, cast.blocked));
}

async function refusePasswords({ steps, system, kiosk, cast }: Stage): Promise<void> {
  await reserveOn(await createPhone(system.origin), cast.holder, cast.holderCamera);
  const { card, redemption, ...proved } = await claimAt(kiosk, cast.holder);
  const agreed = await agree({ card, ...proved });
  for (const [what, password] of [
    ['A password of five characters', 'AB123'],
    ['A password in lower case', 'kaijo2026'],
  ] as const) {
    await steps.refuses(what, 'password-rule', () => agreed.channel.setPassword(secret(password).secret));
  }
  await steps.does('The same visit then sets a good one', async () => {
    const authorised = await authorise(kiosk, redemption, agreed.message);
    return complete(kiosk, await write(agreed, authorised, secret('SECOND2026').secret));
  });
  await card.close({ reset: true });
}

async function refuseHours({ steps, system, kiosk, cast }: Stage): Promise<void> {
  const { clock, origin } = system;
  const today = clock.now();
  clock.moveTo(inJapan(today, 0, '22:50'));
  await reserveOn(await createPhone(origin), cast.holder, cast.holderCamera);
  const come = () => claimAt(kiosk, cast.holder);
  for (const [days, time] of [
    [0, '23:00'],
    [1, '6:29'],
  ] as const) {
    clock.moveTo(inJapan(today, days, time));
    await steps.refuses(`A kiosk at ${time} in Japan`, 'kiosk-closed', come);
  }
  clock.moveTo(inJapan(today, 1, '6:30'));
  await steps.does('The same reservation at 6:30', async (note) => {
    const password = secret('THIRD2026').secret;
    const { claimed } = await reset({ ...cast.holder, api: kiosk, password });
    note(`match code ${claimed.matchCode}`);
  });
}

async function refuseAfterADay({ steps, system, kiosk, cast }: Stage): Promise<void> {
  const { clock, origin } = system;
  const phone = await createPhone(origin);
  const { reservation } = await reserveOn(phone, cast.holder, cast.holderCamera);
  clock.moveTo(reservation.expiresAt);
  await steps.refuses(
    `The reservation after 24 hours (${japanTime(clock.now())})`,
    'reservation-expired',
    () => claimAt(kiosk, cast.holder),
  );
}
