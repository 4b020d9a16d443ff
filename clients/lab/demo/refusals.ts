import { cardEvidence } from '#clients/card/dialogue/step1.ts';
import { claimOf, openReset } from '#clients/card/dialogue/step2.ts';
import type { LocalSystem } from '#clients/lab/system/system.ts';
import type { Journey } from './journey.ts';
import { claim, proveAtKiosk, redeem, setPassword } from './kiosk.ts';
import type { Cast } from '#clients/lab/people/people.ts';
import { createPhone, openSession, readCard, reserve } from './phone.ts';
import type { Steps } from './steps.ts';
import { inJapan, japanTime } from './time.ts';

type Stage = { steps: Steps; system: LocalSystem; cast: Cast } & Journey;

/** What must not work, each with the code it is refused with. */
export async function showRefusals(stage: Stage): Promise<void> {
  stage.steps.part('Refusals: faces and cards');
  await refuseSecondRedemption(stage);
  await refuseFace(stage);
  await refuseCards(stage);
  stage.steps.part('Refusals: typing');
  await refusePins(stage);
  await refusePasswords(stage);
  stage.steps.part('Refusals: time');
  await refuseHours(stage);
  await refuseAfterADay(stage);
}

const refuseSecondRedemption = ({ steps, kiosk, cast }: Stage) =>
  steps.refuses('A second redemption of the same reservation', 'reservation-ended', async () =>
    claim(kiosk, await proveAtKiosk(kiosk, cast.holder)),
  );

const refuseFace = ({ steps, system, cast }: Stage) =>
  steps.refuses("Another person's face with the holder's card and PIN", 'face-no-match', async () =>
    reserve(await createPhone(system.origin), cast.holder, cast.strangerCamera),
  );

async function refuseCards({ steps, system, kiosk, phone, cast }: Stage): Promise<void> {
  await steps.refuses('A card that has no reservation', 'no-reservation', async () =>
    claim(kiosk, await proveAtKiosk(kiosk, cast.neighbour)),
  );
  await steps.refuses('A card of an authority that nobody pinned', 'card-not-accepted', async () =>
    claim(kiosk, await proveAtKiosk(kiosk, cast.forger)),
  );
  await steps.refuses('A card whose certificate was revoked', 'certificate-revoked', async () => {
    system.revocation.revoke(cast.forgetful.certificate, 'superseded');
    await claim(kiosk, await proveAtKiosk(kiosk, cast.forgetful));
  });
  await steps.refuses(
    "Two cards at the phone: one's certificate, another's photo",
    'card-not-accepted',
    async () => {
      const session = await openSession(phone);
      const [own, other] = [await readCard(session, cast.holder), await readCard(session, cast.neighbour)];
      const mixed = { ...own, photo: other.photo, surface: other.surface };
      const files = { photo: [mixed.photo] };
      await phone.call('presentCard', { token: session.session, message: cardEvidence(mixed), files });
    },
  );
  await steps.refuses(
    "Two cards at the kiosk: one's signature, another's chip",
    'card-not-accepted',
    async () => {
      const visit = await proveAtKiosk(kiosk, cast.holder);
      const other = await proveAtKiosk(kiosk, cast.neighbour);
      const { cardCertificate, binding } = other.proof;
      const message = claimOf({ ...visit.proof, cardCertificate, binding }, visit.kioskKey.publicKey);
      await kiosk.call('claim', { token: visit.redemption.redemption, message });
    },
  );
}

async function refusePins({ steps, kiosk, cast }: Stage): Promise<void> {
  const wrong = () => proveAtKiosk(kiosk, cast.forgetful, '0000');
  await steps.refuses('A wrong 4-digit PIN', 'pin-wrong', wrong);
  await steps.refuses('A wrong PIN again', 'pin-wrong', wrong);
  await steps.refuses('The last try, kept back until the person is sure', 'pin-last-try', wrong);
  await steps.refuses('A blocked PIN', 'pin-blocked', () => proveAtKiosk(kiosk, cast.blocked));
}

async function refusePasswords({ steps, system, kiosk, cast }: Stage): Promise<void> {
  await reserve(await createPhone(system.origin), cast.holder, cast.holderCamera);
  const visit = await proveAtKiosk(kiosk, cast.holder);
  await claim(kiosk, visit);
  const { channel } = await openReset(visit);
  for (const [what, password] of [
    ['A password of five characters', 'AB123'],
    ['A password in lower case', 'kaijo2026'],
  ] as const) {
    await steps.refuses(what, 'password-rule', () => channel.setPassword(new TextEncoder().encode(password)));
  }
  await steps.does('The same visit then sets a good one', async () =>
    kiosk.call('complete', { message: await setPassword(kiosk, visit, 'SECOND2026') }),
  );
  await visit.card.close({ reset: true });
}

async function refuseHours({ steps, system, kiosk, cast }: Stage): Promise<void> {
  const { clock, origin } = system;
  const today = clock.now();
  clock.moveTo(inJapan(today, 0, '22:50'));
  await reserve(await createPhone(origin), cast.holder, cast.holderCamera);
  const come = async () => claim(kiosk, await proveAtKiosk(kiosk, cast.holder));
  for (const [days, time] of [
    [0, '23:00'],
    [1, '6:29'],
  ] as const) {
    clock.moveTo(inJapan(today, days, time));
    await steps.refuses(`A kiosk at ${time} in Japan`, 'kiosk-closed', come);
  }
  clock.moveTo(inJapan(today, 1, '6:30'));
  await steps.does('The same reservation at 6:30', async (note) => {
    const { matchCode } = await redeem(kiosk, cast.holder, 'THIRD2026');
    note(`match code ${matchCode}`);
  });
}

async function refuseAfterADay({ steps, system, kiosk, cast }: Stage): Promise<void> {
  const { clock, origin } = system;
  const phone = await createPhone(origin);
  const { reservation } = await reserve(phone, cast.holder, cast.holderCamera);
  clock.moveTo(reservation.expiresAt);
  await steps.refuses(
    `The reservation after 24 hours (${japanTime(clock.now())})`,
    'reservation-expired',
    async () => claim(kiosk, await proveAtKiosk(kiosk, cast.holder)),
  );
}
