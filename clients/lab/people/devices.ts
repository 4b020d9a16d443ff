import { confirmKiosk, issueCode } from '#clients/operator/commands/kiosk.ts';
import type { LocalSystem } from '#clients/lab/system/system.ts';
import { createApi, createDpopKey, thumbprintOf, type Api } from '#clients/sdk/index.ts';
import { reserve, type Camera } from '#clients/sdk/step1.ts';
import { claim, openRedemption, proveCard, type Proved } from '#clients/sdk/step2.ts';
import { Card } from '#clients/card/card.ts';
import type { PinEntry } from '#clients/card/pin.ts';
import type { RedemptionReply } from '#schema/contract/redemption.ts';
import type { Person } from './people.ts';

/** A phone with a key of its own, as fresh as if the app had just been installed. */
export async function createPhone(origin: string): Promise<Api> {
  return createApi({ origin, key: await createDpopKey(), language: () => 'en' });
}

/** STEP 1 on a phone, under whatever consent the service names. */
export async function reserveOn(api: Api, person: Person, camera: Camera) {
  const { consentVersion } = await api.call('getService');
  return reserve({ ...person, api, consentVersion, camera });
}

/** Enrols a kiosk the way an operator does: a code, the key's offer, the thumbprint confirmed. */
export async function enrolKiosk({ origin, operator }: LocalSystem, label: string): Promise<Api> {
  const key = await createDpopKey();
  const kiosk = createApi({ origin, key, language: () => 'en' });
  const code = await issueCode(operator, label);
  const { thumbprint } = await kiosk.call('enrolKiosk', { message: { code } });
  if (thumbprint !== (await thumbprintOf(key))) throw new Error('the service knows another key');
  await confirmKiosk(operator, thumbprint);
  return kiosk;
}

/** A person at a kiosk, the card proved. */
export interface Visit extends Proved {
  redemption: RedemptionReply;
}

/** Opens a redemption, and has the person's card prove itself for it. */
export async function visitKiosk(kiosk: Api, person: Person, pin: PinEntry = person.pin): Promise<Visit> {
  const redemption = await openRedemption(kiosk);
  const card = new Card(await person.reader.open());
  return { redemption, ...(await proveCard(card, redemption, pin)) };
}

/** The same up to the claim. */
export async function claimAt(kiosk: Api, person: Person) {
  const visit = await visitKiosk(kiosk, person);
  return { ...visit, claimed: await claim(kiosk, visit.redemption, visit.claim) };
}
