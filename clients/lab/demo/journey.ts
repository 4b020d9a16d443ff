import { Card } from '#clients/card/card.ts';
import { precheck } from '#clients/card/dialogue/precheck.ts';
import { selectJpki } from '#clients/card/applets/jpki.ts';
import { readTries, SIGNATURE_PASSWORD_REFERENCE, verify } from '#clients/card/pin.ts';
import { CardFailure } from '#clients/card/failure.ts';
import type { Api } from '#clients/sdk/index.ts';
import { openSession, presentCard, readCard, showFace } from '#clients/sdk/step1.ts';
import { agree, authorise, claim, complete, write } from '#clients/sdk/step2.ts';
import { inJapan, japanTime } from '#clients/lab/system/clock.ts';
import type { LocalSystem } from '#clients/lab/system/system.ts';
import { NEW_PASSWORD, PASSWORD } from '#clients/lab/people/cast.ts';
import { createPhone, enrolKiosk, visitKiosk } from '#clients/lab/people/devices.ts';
import { secret, type Person } from '#clients/lab/people/people.ts';
import type { Cast } from './cast.ts';
import type { Note, Steps } from './steps.ts';

/** What the journey leaves behind for the refusals. */
export interface Journey {
  phone: Api;
  kiosk: Api;
}

/** One person reserves on the phone, and one kiosk sets the new password. */
export async function walkJourney(
  steps: Steps,
  system: LocalSystem,
  cast: Pick<Cast, 'holder' | 'holderCamera'>,
): Promise<Journey> {
  system.clock.moveTo(inJapan(system.clock.now(), 1, '22:00'));
  const phone = await reserveOnPhone(steps, system, cast);
  const kiosk = await resetAtKiosk(steps, system, cast);
  return { phone, kiosk };
}

async function reserveOnPhone(
  steps: Steps,
  { origin, clock }: LocalSystem,
  { holder, holderCamera }: Pick<Cast, 'holder' | 'holderCamera'>,
) {
  steps.part(`STEP 1, on the phone (${japanTime(clock.now())} in Japan)`);
  const phone = await createPhone(origin);
  const session = await steps.does(
    'Ask what a reservation is worth, consent, open a session',
    async (note) => {
      const { reservation, consentVersion } = await phone.call('getService');
      for (const { from, until } of reservation.windows)
        note(`kiosks: ${japanTime(from)} – ${japanTime(until)}`);
      return openSession(phone, consentVersion);
    },
  );
  await steps.does('Look at the card without spending a try', (note) =>
    lookAtCard(holder, clock.now(), note),
  );
  const shown = await steps.does(
    '4-digit PIN; the card signs the nonce; the photo is opened',
    async (note) => {
      const read = await readCard(session, holder);
      note(`photo object ${read.photo.length} bytes; name, address, birth date and sex stay on the phone`);
      return read;
    },
  );
  const card = await steps.does(
    'The service believes the card: chain, nonce, photo, one chip',
    async (note) => {
      const reply = await presentCard(phone, session, shown);
      note(`movements asked for: ${reply.liveness.steps.join(', ')}; ${reply.triesLeft} face tries`);
      return reply;
    },
  );
  await steps.does('The face is live and is the one on the chip: a reservation', async (note) => {
    const { reservation } = await showFace(phone, card, holderCamera);
    note(`${reservation.status} until ${japanTime(reservation.expiresAt)}`);
  });
  return phone;
}

async function lookAtCard(person: Person, now: number, note: Note): Promise<void> {
  const card = new Card(await person.reader.open());
  const { obstacle, tries } = await precheck(card, now);
  await card.close({ reset: true });
  note(`PIN: ${tries.userPin} tries left; signature password: ${tries.signaturePassword}`);
  if (obstacle) throw new Error(obstacle);
}

async function resetAtKiosk(
  steps: Steps,
  system: LocalSystem,
  { holder }: Pick<Cast, 'holder'>,
): Promise<Api> {
  const { clock } = system;
  clock.moveTo(clock.now() + 300);
  steps.part(`STEP 2, at a kiosk (${japanTime(clock.now())} in Japan)`);
  const kiosk = await steps.does('Enrol a kiosk: code, key, thumbprint confirmed', () =>
    enrolKiosk(system, 'Demonstration kiosk'),
  );
  const visit = await steps.does('4-digit PIN; the card signs for this kiosk', () =>
    visitKiosk(kiosk, holder),
  );
  await steps.does('The card alone finds its reservation', async (note) => {
    const { matchCode, leaseUntil } = await claim(kiosk, visit.redemption, visit.claim);
    note(`match code ${matchCode}; held until ${japanTime(leaseUntil)}`);
  });
  const receipt = await steps.does('Authorised; new password set inside secure messaging', async () => {
    const agreed = await agree(visit);
    const authorised = await authorise(kiosk, visit.redemption, agreed.message);
    return write(agreed, authorised, secret(NEW_PASSWORD).secret);
  });
  await steps.does("The card's signed receipt completes the reservation", async (note) => {
    const { completedAt } = await complete(kiosk, receipt);
    note(`completed at ${japanTime(completedAt)}`);
  });
  await visit.card.close({ reset: true });
  await steps.does('The card takes the new password and refuses the old one', (note) =>
    tryPasswords(holder, note),
  );
  return kiosk;
}

async function tryPasswords(person: Person, note: Note): Promise<void> {
  const card = new Card(await person.reader.open());
  await selectJpki(card);
  await verify(card, SIGNATURE_PASSWORD_REFERENCE, secret(NEW_PASSWORD));
  note('new password: accepted');
  const old = verify(card, SIGNATURE_PASSWORD_REFERENCE, secret(PASSWORD));
  const refusal = await old.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(refusal instanceof CardFailure) || refusal.code !== 'pin-wrong')
    throw new Error('the old password still opens');
  note(`old password: ${refusal.code}, ${await readTries(card, SIGNATURE_PASSWORD_REFERENCE)} tries left`);
  await verify(card, SIGNATURE_PASSWORD_REFERENCE, secret(NEW_PASSWORD));
  await card.close({ reset: true });
}
