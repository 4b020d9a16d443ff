import { Card } from '#clients/card/card.ts';
import { recoverNonce, step1Challenge, step2Challenge } from '#clients/card/dialogue/challenge.ts';
import {
  authoriseOf,
  completeOf,
  openReset,
  readStatus,
  recoverOf,
  writePassword,
  claimOf,
  proveStep2,
} from '#clients/card/dialogue/step2.ts';
import { cardEvidence, proveStep1 } from '#clients/card/dialogue/step1.ts';
import { createEphemeralKey } from '#clients/card/reset/key-agreement.ts';
import { matchingNumberB } from '#clients/card/applets/matching-number.ts';
import { insertCard, type VirtualCard } from '#clients/lab/card/virtual-card.ts';
import { ascii } from '#schema/contract/card.ts';
import { HOLDER } from './lab.ts';
import type { World } from './world.ts';

/** What the person knows and types. */
export interface Typed {
  pin: string;
  newPassword: string;
}

/** The 14 digits that open the photo file, as printed on the card. */
export const printedDigits = () => {
  const { birthDate, cardExpiry, securityCode } = HOLDER;
  return matchingNumberB({ birthDate, expiryYear: cardExpiry.slice(0, 4), securityCode });
};

/** Both steps with a virtual card, APDU by APDU; answers what phone and kiosk were told on the way. */
export async function walkWholeJourney(world: World, virtual: VirtualCard, typed: Typed) {
  const phone = await world.phone();
  const session = await phone.open();
  const proof = await proveStep1({
    card: new Card(await insertCard(virtual)),
    pin: { secret: ascii(typed.pin) },
    challenge: await step1Challenge({ ...session, token: session.session }),
    matchingNumberB: { secret: printedDigits() },
  });
  const card = await phone.api.call('presentCard', {
    token: session.session,
    message: cardEvidence(proof),
    files: { photo: [proof.photo] },
  });
  const reserved = await phone.face(card);
  return { reserved, proof, ...(await visitKiosk(world, virtual, typed, phone, reserved.ticket)) };
}

async function visitKiosk(
  world: World,
  virtual: VirtualCard,
  typed: Typed,
  phone: Awaited<ReturnType<World['phone']>>,
  ticket: string,
) {
  const { api } = await world.kiosk();
  const redemption = await api.call('openRedemption');
  const token = redemption.redemption;
  const kioskKey = await createEphemeralKey();
  const card = new Card(await insertCard(virtual));
  const challenge = await step2Challenge({ ...redemption, token }, kioskKey.publicKey);
  const chip = await proveStep2({ card, pin: { secret: ascii(typed.pin) }, challenge });
  const claimed = await api.call('claim', { token, message: claimOf(chip, kioskKey.publicKey) });
  const seen = await phone.api.call('getReservation', { token: ticket });
  const open = await openReset({ card, kioskKey });
  const message = authoriseOf(open, kioskKey.publicKey, chip.cardCertificate);
  const { authorisation } = await api.call('authorise', { token, message });
  const receipt = await writePassword(open.channel, authorisation, ascii(typed.newPassword));
  const done = completeOf(chip.binding.cardId, receipt, chip.cardCertificate);
  const completed = await api.call('complete', { message: done });
  const status = recoverOf(await readStatus(card, await recoverNonce({ ...redemption, token })));
  const recovered = await api.call('recover', { token, message: status });
  return { claimed, seen, completed, recovered };
}
