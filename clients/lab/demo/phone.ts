import { Card } from '#clients/card/card.ts';
import { step1Challenge } from '#clients/card/dialogue/challenge.ts';
import { cardEvidence, proveStep1, type Step1Proof } from '#clients/card/dialogue/step1.ts';
import { matchingNumberB } from '#clients/card/applets/matching-number.ts';
import { createApi, createDpopKey, type Api } from '#clients/sdk/index.ts';
import { ascii } from '#schema/contract/card.ts';
import type { PoseStep } from '#schema/contract/face.ts';
import type { ReservationReply } from '#schema/contract/reservation.ts';
import type { CardReply, SessionReply } from '#schema/contract/session.ts';
import type { Person } from '#clients/lab/people/people.ts';

/** Answers a sequence of head movements with JPEG frames and the milliseconds at which each was taken. */
export type Camera = (
  steps: readonly PoseStep[],
) => Promise<{ image: Uint8Array<ArrayBuffer>; capturedAt: number }[]>;

/** A phone with a key of its own, as fresh as if the app had just been installed. */
export async function createPhone(origin: string): Promise<Api> {
  return createApi({ origin, key: await createDpopKey(), language: () => 'en' });
}

/** Asks what the service is worth now, and opens a session under the consent it names. */
export async function openSession(phone: Api): Promise<SessionReply> {
  const { consentVersion } = await phone.call('getService');
  return phone.call('openSession', { message: { consentVersion } });
}

/** Has the card prove itself for a session: PIN, signature, binding, photo. */
export async function readCard(session: SessionReply, person: Person, pin = person.pin): Promise<Step1Proof> {
  const card = new Card(await person.insert());
  try {
    return await proveStep1({
      card,
      pin: { secret: ascii(pin) },
      challenge: await step1Challenge({ ...session, token: session.session }),
      matchingNumberB: { secret: matchingNumberB(person.printed) },
    });
  } finally {
    await card.close({ reset: true });
  }
}

/** Sends a card's proof; answers the card token and the movements to make. */
export const sendCard = (phone: Api, session: SessionReply, proof: Step1Proof): Promise<CardReply> =>
  phone.call('presentCard', {
    token: session.session,
    message: cardEvidence(proof),
    files: { photo: [proof.photo] },
  });

/** Shows a face to the camera and asks for the reservation. */
export async function showFace(phone: Api, card: CardReply, camera: Camera): Promise<ReservationReply> {
  const frames = await camera(card.liveness.steps);
  return phone.call('reserve', {
    token: card.cardToken,
    message: {
      challenge: card.liveness.challenge,
      capturedAt: frames.map(({ capturedAt }) => capturedAt),
    },
    files: { frame: frames.map(({ image }) => image) },
  });
}

/** STEP 1 as a whole. */
export async function reserve(phone: Api, person: Person, camera: Camera): Promise<ReservationReply> {
  const session = await openSession(phone);
  const card = await sendCard(phone, session, await readCard(session, person));
  return showFace(phone, card, camera);
}
