import { matchingNumberB, type BirthYears } from '#clients/card/applets/matching-number.ts';
import { CardFailure } from '#clients/card/failure.ts';
import { HOLDER, CAST } from '#clients/lab/people/cast.ts';
import { createPhone } from '#clients/lab/people/devices.ts';
import type { Person } from '#clients/lab/people/people.ts';
import { otherYears } from '#clients/phone/state/birth-years.ts';
import { printedOn } from '#clients/lab/card/personalise/holder.ts';
import type { LocalSystem } from '#clients/lab/system/system.ts';
import { openSession, presentCard, readCard, showFace } from '#clients/sdk/step1.ts';
import type { Cast } from './cast.ts';
import type { Steps } from './steps.ts';

type Stage = {
  steps: Steps;
  system: LocalSystem;
  cast: Pick<Cast, 'resident' | 'countedByEra' | 'holderCamera'>;
};

/** What is printed on both cards. */
const PRINTED = printedOn({ ...HOLDER, ...CAST.resident.holder });

/** The birth date is printed in Western years: what is printed comes first, the era second, while there are many tries. */
export async function walkFromAbroad({ steps, system, cast }: Stage): Promise<void> {
  const { resident, countedByEra, holderCamera } = cast;
  steps.part('Somebody from abroad: the birth date is printed in Western years');
  await steps.does('Counted as printed: the first digits open the photo', async (note) => {
    const { tried } = await readAsPrinted(system.origin, resident);
    note(`tried: ${tried.join(', then ')}`);
    if (tried.length !== 1) throw new Error('the printed form was not the first');
  });
  await steps.does('Counted in the era: a try of ten, then STEP 1 goes on', async (note) => {
    const { phone, session, read, tried } = await readAsPrinted(system.origin, countedByEra);
    note(`tried: ${tried.join(', then ')}`);
    await showFace(phone, await presentCard(phone, session, read), holderCamera);
    if (tried.length !== 2) throw new Error('the era was not the second');
  });
}

/** Reads a card as the phone does. */
async function readAsPrinted(origin: string, person: Person) {
  const phone = await createPhone(origin);
  const { consentVersion } = await phone.call('getService');
  const session = await openSession(phone, consentVersion);
  const tried: BirthYears[] = [];
  for (let years: BirthYears | null = 'western'; years;) {
    tried.push(years);
    const matchingNumber = { secret: matchingNumberB({ ...PRINTED, years }) };
    try {
      const read = await readCard(session, { ...person, matchingNumberB: matchingNumber });
      return { phone, session, read, tried };
    } catch (error) {
      if (!(error instanceof CardFailure)) throw error;
      years = otherYears(years, error.facts.triesLeft ?? null);
      if (!years) throw error;
    }
  }
  throw new Error('nothing was tried');
}
