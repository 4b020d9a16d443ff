import { Card } from '#clients/card/card.ts';
import { step1Challenge } from '#clients/card/dialogue/challenge.ts';
import type { OnStep } from '#clients/card/dialogue/proof.ts';
import { cardEvidence, proveStep1 } from '#clients/card/dialogue/step1.ts';
import type { PinEntry } from '#clients/card/pin.ts';
import type { Reader } from '#clients/card/reader.ts';
import type { Octets } from '#schema/contract/card.ts';
import type { PoseStep } from '#schema/contract/face.ts';
import type { ReservationReply } from '#schema/contract/reservation.ts';
import type { CardEvidence, CardRenewal, CardReply, SessionReply } from '#schema/contract/session.ts';
import type { Api } from './api.ts';

// STEP 1, whole (`reserve`) and in its parts, for a client that has something to do in between: README.md.

/** Whatever opens a link to the card that is there. */
export type CardReader = Pick<Reader, 'open'>;

/** A JPEG picture, and when it was taken in milliseconds from any beginning. */
export interface Frame {
  image: Octets;
  capturedAt: number;
}

/** Answers a sequence of head movements with the frames in which they are made, in the order of time. */
export type Camera = (steps: readonly PoseStep[]) => Promise<readonly Frame[]>;

/** What STEP 1 has of the person: a card within reach, the 4-digit PIN, and the 14 digits printed on the card. */
export interface CardInHand {
  reader: CardReader;
  pin: PinEntry;
  /** `matchingNumberB` of `clients/card/surface` makes them of what is printed. */
  matchingNumberB: PinEntry;
  onStep?: OnStep;
}

/** STEP 1: a reservation for the card, answered with its ticket. `consentVersion` is what the person agreed to. */
export async function reserve(
  request: CardInHand & { api: Api; consentVersion: string; camera: Camera },
): Promise<ReservationReply> {
  const { api, camera } = request;
  const session = await openSession(api, request.consentVersion);
  const card = await presentCard(api, session, await readCard(session, request));
  return showFace(api, card, camera);
}

/** Opens a session under the consent that `getService` names. */
export const openSession = (api: Api, consentVersion: string): Promise<SessionReply> =>
  api.call('openSession', { message: { consentVersion } });

/** What a card proves in STEP 1, as `presentCard` sends it. */
export interface Presented {
  evidence: CardEvidence;
  /** The photo object as the chip has it. */
  photo: Octets;
}

/** Has the card prove itself for a session: PIN, signature, binding, photo. The card is let go afterwards. */
export async function readCard(
  session: SessionReply,
  { reader, pin, matchingNumberB, onStep }: CardInHand,
): Promise<Presented> {
  const card = new Card(await reader.open());
  try {
    const challenge = await step1Challenge({ ...session, token: session.session });
    const proof = await proveStep1({ card, pin, matchingNumberB, challenge, ...(onStep ? { onStep } : {}) });
    return { evidence: cardEvidence(proof), photo: proof.photo };
  } finally {
    await card.close({ reset: true }).catch(() => undefined);
  }
}

/** Sends what the card proved; answers the card token and the movements to make. */
export const presentCard = (
  api: Api,
  { session }: SessionReply,
  { evidence, photo }: Presented,
): Promise<CardReply> =>
  api.call('presentCard', { token: session, message: evidence, files: { photo: [photo] } });

/** More time, without the card: another card token, until `renewableUntil`. The movements asked for stay as they are. */
export const renewCard = (api: Api, { cardToken }: Pick<CardReply, 'cardToken'>): Promise<CardRenewal> =>
  api.call('renewCard', { token: cardToken });

/** Shows a face to the camera and asks for the reservation. */
export async function showFace(
  api: Api,
  { cardToken, liveness }: Pick<CardReply, 'cardToken' | 'liveness'>,
  camera: Camera,
): Promise<ReservationReply> {
  const frames = await camera(liveness.steps);
  const capturedAt = frames.map((frame) => frame.capturedAt);
  return api.call('reserve', {
    token: cardToken,
    message: { challenge: liveness.challenge, capturedAt },
    files: { frame: frames.map(({ image }) => image) },
  });
}
