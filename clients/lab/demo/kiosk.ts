import { Card } from '#clients/card/card.ts';
import { step2Challenge } from '#clients/card/dialogue/challenge.ts';
import type { ChipProof } from '#clients/card/dialogue/proof.ts';
import {
  authoriseOf,
  completeOf,
  openReset,
  writePassword,
  claimOf,
  proveStep2,
} from '#clients/card/dialogue/step2.ts';
import { createEphemeralKey, type EphemeralKey } from '#clients/card/reset/key-agreement.ts';
import { createApi, createDpopKey, thumbprintOf, type Api } from '#clients/sdk/index.ts';
import { ascii } from '#schema/contract/card.ts';
import type { ClaimReply, Complete, RedemptionReply } from '#schema/contract/redemption.ts';
import { localDatabase } from '#clients/operator/commands/database.ts';
import { confirmKiosk, issueCode } from '#clients/operator/commands/kiosk.ts';
import type { LocalSystem } from '#clients/lab/system/system.ts';
import type { Person } from '#clients/lab/people/people.ts';

/** Enrols a kiosk the way an operator does: a code, the key's offer, the thumbprint confirmed. */
export async function enrolKiosk({ origin, database, clock }: LocalSystem, label: string): Promise<Api> {
  const key = await createDpopKey();
  const kiosk = createApi({ origin, key, language: () => 'en' });
  const operator = localDatabase(database);
  const code = await issueCode(operator, label, clock.now());
  const { thumbprint } = await kiosk.call('enrolKiosk', { message: { code } });
  if (thumbprint !== (await thumbprintOf(key))) throw new Error('the service knows another key');
  await confirmKiosk(operator, thumbprint, clock.now());
  return kiosk;
}

/** A card on the kiosk's reader, proved for a redemption. */
export interface Visit {
  card: Card;
  kioskKey: EphemeralKey;
  redemption: RedemptionReply;
  proof: ChipProof;
}

/** Opens a redemption and has the card prove itself: PIN, signature with the kiosk's key under it, binding. */
export async function proveAtKiosk(kiosk: Api, person: Person, pin = person.pin): Promise<Visit> {
  const redemption = await kiosk.call('openRedemption');
  const kioskKey = await createEphemeralKey();
  const challenge = await step2Challenge({ ...redemption, token: redemption.redemption }, kioskKey.publicKey);
  const card = new Card(await person.insert());
  const proof = await proveStep2({ card, pin: { secret: ascii(pin) }, challenge });
  return { card, kioskKey, redemption, proof };
}

/** Finds the card's reservation and takes its lease. */
export const claim = (kiosk: Api, { redemption, proof, kioskKey }: Visit): Promise<ClaimReply> =>
  kiosk.call('claim', { token: redemption.redemption, message: claimOf(proof, kioskKey.publicKey) });

/** Gets the authorisation and sets the password; answers the card's receipt as the service takes it. */
export async function setPassword(kiosk: Api, visit: Visit, password: string): Promise<Complete> {
  const { card, kioskKey, redemption, proof } = visit;
  const open = await openReset({ card, kioskKey });
  const message = authoriseOf(open, kioskKey.publicKey, proof.cardCertificate);
  const { authorisation } = await kiosk.call('authorise', { token: redemption.redemption, message });
  const receipt = await writePassword(open.channel, authorisation, ascii(password));
  return completeOf(proof.binding.cardId, receipt, proof.cardCertificate);
}

/** STEP 2 as a whole; answers what the claim said. */
export async function redeem(kiosk: Api, person: Person, password: string): Promise<ClaimReply> {
  const visit = await proveAtKiosk(kiosk, person);
  try {
    const claimed = await claim(kiosk, visit);
    await kiosk.call('complete', { message: await setPassword(kiosk, visit, password) });
    return claimed;
  } finally {
    await visit.card.close({ reset: true });
  }
}
